import assert from 'node:assert/strict';
import { beforeEach, describe, mock, test } from 'node:test';

/** A stage for the socket: the browser's globals, and every WebSocket it opens. */
const page = new EventTarget();
const visible = Object.assign(new EventTarget(), { visibilityState: 'visible' });
/** @type {any[]} */
let opened = [];
let reloads = 0;
/** What a page that may store nothing hands to the next one. @type {any} */
let handed = null;

class FakeWebSocket extends EventTarget {
  static OPEN = 1;
  readyState = 0;
  sent = [];

  constructor(url) {
    super();
    this.url = url;
    opened.push(this);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.readyState = 3;
  }

  opens() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  says(frame) {
    this.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(frame) }));
  }

  ends(code) {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

Object.assign(globalThis, {
  addEventListener: page.addEventListener.bind(page),
  document: visible,
  history: { state: null, replaceState: (state) => (handed = state) },
  location: { protocol: 'https:', host: 'miti.test', reload: () => (reloads += 1) },
  WebSocket: FakeWebSocket,
});
const { Socket } = await import('../../static/js/net/socket.js');

mock.timers.enable({ apis: ['setTimeout', 'Date'] });

/** A started socket with everything it told. */
function started(poll = '') {
  const told = { events: [], phases: [] };
  const socket = new Socket('/ws/visitor', {
    poll,
    greet: () => ({ type: 'hello' }),
    onEvent: (event) => told.events.push(event.type),
    onPhase: (phase) => told.phases.push(phase),
  });
  socket.start();
  return { socket, ...told };
}

/** The addresses that are posted to from now on; nobody answers. */
function postbox() {
  const posted = [];
  globalThis.fetch = (address, { signal }) => new Promise((_, reject) => {
    posted.push(address);
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  return posted;
}

/** What has been asked for is on its way. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** The requests from now on: the frames that each brings, and its answer. */
function mailbox() {
  const sent = [];
  globalThis.fetch = (_, { body, signal }) => new Promise((resolve, reject) => {
    const types = JSON.parse(body).frames.map((frame) => JSON.parse(frame).type);
    const answers = (...frames) => {
      resolve({ ok: true, json: async () => ({ frames, code: null }) });
      return settled();
    };
    sent.push({ types, answers });
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  return sent;
}

/** Two sockets fail, and the next attempt begins. */
function failTwice() {
  for (const each of [0, 1]) {
    opened[each].ends(1006);
    mock.timers.tick(30_000);
  }
}

/** A socket that was welcomed. */
function welcomed() {
  const told = started();
  opened.at(-1).opens();
  opened.at(-1).says({ type: 'welcome' });
  return told;
}

const live = [];

describe('the socket', () => {
  beforeEach(() => {
    live.splice(0).forEach((socket) => socket.stop());
    opened = [];
    reloads = 0;
  });

  const start = (make) => {
    const told = make();
    live.push(told.socket);
    return told;
  };

  test('greets first, and is live when it was welcomed', () => {
    const { socket, phases } = start(started);
    assert.equal(socket.send({ type: 'say' }), false);
    opened[0].opens();
    opened[0].says({ type: 'welcome' });
    assert.equal(opened[0].url, 'wss://miti.test/ws/visitor');
    assert.deepEqual(opened[0].sent, [{ type: 'hello' }]);
    assert.deepEqual(phases, ['connecting', 'live']);
  });

  test('answers a pulse at once and passes it on', () => {
    const { events } = start(welcomed);
    opened[0].says({ type: 'pulse' });
    assert.equal(opened[0].sent.at(-1).type, 'beat');
    assert.deepEqual(events, ['welcome', 'pulse']);
  });

  test('comes back by itself after a cut', () => {
    const { phases } = start(welcomed);
    opened[0].ends(1006);
    assert.deepEqual(phases.at(-1), 'lost');
    mock.timers.tick(600);
    assert.equal(opened.length, 2);
    opened[1].opens();
    opened[1].says({ type: 'welcome' });
    assert.equal(phases.at(-1), 'live');
  });

  test('takes a line that says nothing for 45 seconds for dead', () => {
    const { phases } = start(welcomed);
    mock.timers.tick(44_000);
    opened[0].says({ type: 'pulse' });
    mock.timers.tick(44_000);
    assert.equal(phases.at(-1), 'live');
    mock.timers.tick(1_000);
    assert.equal(phases.at(-1), 'lost');
  });

  test('keeps one connection when the network comes back while the other way begins', async () => {
    const posted = postbox();
    start(() => started('/poll/visitor'));
    failTwice();
    page.dispatchEvent(new Event('online'));
    await settled();
    assert.equal(opened.length, 2);
    assert.deepEqual(posted, ['/poll/visitor']);
  });

  test('goes over plain HTTP when two sockets failed', async () => {
    const posted = postbox();
    start(() => started('/poll/visitor'));
    failTwice();
    await settled();
    assert.deepEqual(posted, ['/poll/visitor']);
  });

  test('over plain HTTP an answer that says nothing of it says that all is well again', async () => {
    const sent = mailbox();
    const { events } = start(() => started('/poll/visitor'));
    failTwice();
    await settled();
    await sent[0].answers({ type: 'welcome' }, { type: 'service', ok: false });
    await sent[1].answers({ type: 'service', ok: false });
    assert.deepEqual(events, ['welcome', 'service', 'service']);
    await sent[2].answers({ type: 'pulse' });
    await sent[3].answers({ type: 'pulse' });
    assert.deepEqual(events.slice(3), ['pulse', 'service', 'pulse']);
  });

  test('over plain HTTP what is written does not wait for an answer to the pulse', async () => {
    const sent = mailbox();
    const { socket } = start(() => started('/poll/visitor'));
    failTwice();
    await settled();
    await sent[0].answers({ type: 'welcome' }, { type: 'pulse' });
    assert.deepEqual(sent[1].types, ['hello', 'beat']);
    socket.send({ type: 'say' });
    await settled();
    assert.deepEqual(sent[2].types, ['hello', 'beat', 'say']);
  });

  test('over plain HTTP nobody asks without a pause where all is answered at once', async () => {
    const sent = mailbox();
    const { socket } = start(() => started('/poll/visitor'));
    failTwice();
    await settled();
    for (let i = 0; i < 4; i += 1) await sent[i].answers({ type: 'welcome' });
    assert.equal(sent.length, 4);
    mock.timers.tick(1_000);
    await settled();
    assert.equal(sent.length, 5);
    await sent[4].answers({ type: 'welcome' });
    assert.equal(sent.length, 5);
    socket.send({ type: 'say' }); // what is written waits for no pause
    await settled();
    assert.deepEqual(sent[5].types, ['hello', 'beat', 'say']);
  });

  test('does not wait when the network comes back', () => {
    start(welcomed);
    for (let i = 0; i < 6; i += 1) {
      opened.at(-1).ends(1006);
      mock.timers.tick(15_000);
    }
    opened.at(-1).ends(1006);
    const before = opened.length;
    page.dispatchEvent(new Event('online'));
    assert.equal(opened.length, before + 1);
  });

  test('does not trust a line that was silent while the machine slept', () => {
    start(welcomed);
    mock.timers.setTime(Date.now() + 30_000);
    visible.dispatchEvent(new Event('visibilitychange'));
    assert.equal(opened.length, 2);
  });

  test('forgets a line that ends after it was replaced', () => {
    const { phases, socket } = start(welcomed);
    socket.reconnect();
    mock.timers.tick(600);
    opened[1].opens();
    opened[1].says({ type: 'welcome' });
    opened[0].ends(1006);
    assert.equal(phases.at(-1), 'live');
  });

  test('reloads the page for another version, but only once', () => {
    const { phases } = start(started);
    opened[0].ends(4426);
    assert.equal(reloads, 1);
    assert.deepEqual(handed.miti, [['miti.reloaded', 'true']]); // or it would go round in a circle
    const second = start(started);
    opened.at(-1).ends(4426);
    assert.equal(reloads, 1);
    assert.equal(second.phases.at(-1), 'refused');
    assert.equal(phases.at(-1), 'lost');
  });

  test('stays away where it is not allowed', () => {
    const { phases } = start(welcomed);
    opened[0].ends(4403);
    mock.timers.tick(60_000);
    assert.equal(phases.at(-1), 'refused');
    assert.equal(opened.length, 1);
  });

  test('says nothing after it was stopped', () => {
    const { socket, phases } = start(welcomed);
    socket.stop();
    opened[0].ends(1000);
    mock.timers.tick(60_000);
    assert.equal(phases.at(-1), 'off');
    assert.equal(opened.length, 1);
  });
});
