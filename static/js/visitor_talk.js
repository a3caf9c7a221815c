/**
 * The visitor's talk: one state, changed by events; after each one what is due is sent, what must
 * survive is remembered, and the page is drawn.
 *
 * @import {VisitorCommand, VisitorEvent} from './core/frames.js'
 * @import {Event as Act} from './core/visitor_state.js'
 * @import {Speech} from './core/visitor_lines.js'
 * @import {Choice, State} from './core/visitor_value.js'
 * @import {FrontForm} from './elements/front_form.js'
 */

import { lastSeq } from './core/feed.js';
import { grouped } from './core/return_code.js';
import { dueCommands } from './core/visitor_due.js';
import { pack, unpack } from './core/visitor_memory.js';
import { reasonOf } from './core/visitor_reasons.js';
import { reduce } from './core/visitor_state.js';
import { EMPTY, joined } from './core/visitor_value.js';
import { isLeavable, isOver, stageOf, viewOf } from './core/visitor_view.js';
import { part } from './elements/dom.js';
import './elements/keyboard.js';
import { compareBuild } from './elements/outdated.js';
import { chime } from './elements/sound.js';
import { setTitle } from './elements/title.js';
import { VisitorTalk } from './elements/visitor_talk.js';
import { WhileWaiting } from './elements/while_waiting.js';
import { loaded } from './net/fresh.js';
import { messageKey, visitorKey } from './net/keys.js';
import { inSight } from './net/sight.js';
import { Socket } from './net/socket.js';
import { recall, reload, remember } from './net/storage.js';

const VERSION = 1;
const MEMORY = 'miti.visitor';
const POLL = '/poll/visitor';
/** Pulses in a row that named lines we do not have: the log has a hole that does not heal. */
const BEHIND = 2;
/** Milliseconds that a line must be on the screen to count as seen. */
const GLANCE = 300;

/** @type {Talk | null} */
let talk = null;

/**
 * The one talk of this page, made at the first call.
 *
 * @param {FrontForm} form
 * @param {Speech} speech
 * @returns {Talk}
 */
export function talkOf(form, speech) {
  talk ??= new Talk(form, speech);
  return talk;
}

/** @returns {number} seconds UTC */
function now() {
  return Date.now() / 1000;
}

class Talk {
  #screen = part(document, 'visitor-talk', VisitorTalk);
  /** @type {State} */
  #state = unpack(recall(MEMORY));
  #remembered = /** @type {{goodbye?: string} | null} */ (recall(MEMORY))?.goodbye ?? null;
  #proving = '';

  /**
   * @param {FrontForm} form
   * @param {Speech} speech
   */
  constructor(form, speech) {
    this.form = form;
    this.speech = speech;
    /** @type {Socket<VisitorCommand, VisitorEvent>} */
    this.socket = new Socket('/ws/visitor', {
      poll: POLL,
      greet: () => this.#hello(),
      onEvent: (frame) => this.#heard(frame),
      onPhase: (phase) => this.#dispatch({ type: 'phase', phase, now: now() }),
    });
    this.#screen.speech = speech;
    this.#listen();
    this.#adopt(); // before anything is drawn over it
    if (this.#state.key) this.socket.start();
    this.#render();
  }

  /** What stands in the field before the scripts are there is a draft like any other. */
  #adopt() {
    const { draft } = this.#state;
    const typed = this.#screen.composer.text;
    if (typed && typed !== draft) this.#dispatch({ type: 'draft', text: joined([draft, typed]) });
  }

  /** @param {{choice: Choice, text: string, later: boolean}} asked */
  ask({ choice, text, later }) {
    if (this.#state.key) return;
    const keys = { visitorKey: visitorKey(), key: messageKey() };
    this.#dispatch({ type: 'ask', ...keys, choice, text, later, now: now() });
    if (this.#state.key) this.form.text = ''; // else it was refused, and stays where it was written
  }

  /**
   * @param {string} code  as somebody typed it, or as it stood in a link
   * @returns {boolean} false: there is another talk, which is not over
   */
  open(code) {
    if (isOver(this.#state)) this.#dispatch({ type: 'again' });
    if (this.#state.key) return grouped(code) === this.#state.code;
    this.#dispatch({ type: 'open', visitorKey: visitorKey(), code });
    return true;
  }

  /** @param {VisitorEvent} frame */
  #heard(frame) {
    if (frame.type === 'welcome') void compareBuild(frame.build);
    this.#dispatch({ type: 'frame', frame, now: now() });
  }

  /** @returns {VisitorCommand} */
  #hello() {
    const { key, code, byCode, entries } = this.#state;
    const hello = { type: /** @type {const} */ ('hello'), version: VERSION, key: key ?? '' };
    const rest = { language: this.speech.language, seen: lastSeq(entries) };
    return byCode ? { ...hello, ...rest, code } : { ...hello, ...rest };
  }

  #listen() {
    const screen = this.#screen;
    screen.on('act', (act) => (act === 'reload' ? reload() : this.#dispatch(act)));
    screen.on('send', (text) => this.#dispatch({ type: 'write', key: messageKey(), text, now: now() }));
    screen.on('typing', (on) => this.#state.known && this.socket.send({ type: 'typing', on }));
    screen.on('useful', (seq) => this.socket.send({ type: 'useful', seq }));
    screen.on('file', (address) => void this.#keep(address));
    screen.on('reached', () => this.#reached());
    document.addEventListener('visibilitychange', () => this.#reached());
    addEventListener('quick-exit', () => this.#depart());
    setInterval(() => this.#state.key && this.#dispatch({ type: 'tick', now: now() }), 1000);
  }

  /** @param {string} address  of a file that this visitor sent */
  async #keep(address) {
    const { key, code, byCode } = this.#state;
    const { keep } = await loaded(import('./net/files.js'));
    const kept = await keep(address, { key: key ?? '', code: byCode ? code : null });
    if (!kept) this.#screen.note(this.speech.say('file_gone'));
  }

  /** Somebody leaves at once: this page knows nothing more. */
  #depart() {
    this.socket.stop();
    this.#state = EMPTY;
    this.#render();
  }

  /** @returns {string | null} what ends the talk from afar; null: nothing does */
  #goodbye() {
    // whether it is a left question is not known again yet: what was remembered holds
    if (stageOf(this.#state) === 'resuming') return this.#remembered;
    if (!isLeavable(this.#state)) return null;
    return JSON.stringify({ frames: [this.#hello(), { type: 'leave' }].map((frame) => JSON.stringify(frame)) });
  }

  /** @param {Act} event */
  #dispatch(event) {
    const before = this.#state;
    this.#state = reduce(before, event);
    this.#connect(before);
    this.#send();
    void this.#prove();
    if (event.type !== 'tick') remember(MEMORY, { ...pack(this.#state), goodbye: this.#goodbye() });
    this.#render();
    this.#react(before);
  }

  /**
   * A talk has a connection, the front needs none; a hole that does not heal needs a new one.
   *
   * @param {State} before
   */
  #connect(before) {
    const { key, behind } = this.#state;
    if (key === null && before.key !== null) this.socket.stop();
    if (key !== null && before.key === null) this.socket.start();
    if (behind >= BEHIND && before.behind < BEHIND) this.socket.reconnect();
  }

  /** Hands over what is due; what could not be sent stays due. */
  #send() {
    const commands = dueCommands(this.#state).filter((command) => this.socket.send(command));
    if (commands.length) this.#state = reduce(this.#state, { type: 'handed', commands, now: now() });
  }

  /** While machines write, each who begins proves something first; what failed is tried again. */
  async #prove() {
    const challenge = this.#state.asked?.challenge ?? '';
    if (!challenge || challenge === this.#proving) return;
    this.#proving = challenge;
    try {
      const { canSolve, solve } = await loaded(import('./core/proof.js'));
      if (!canSolve()) this.#dispatch({ type: 'unprovable', now: now() });
      else this.#dispatch({ type: 'proved', challenge, proof: await solve(challenge) });
    } catch {
      this.#proving = '';
    }
  }

  #render() {
    const view = viewOf(this.#state, this.speech, now());
    document.documentElement.dataset.stage = view.stage;
    document.documentElement.toggleAttribute('data-left', view.ticket !== null);
    if (view.stage === 'front') this.#showFront();
    else this.#screen.show(view, this.#state.draft, now());
    setTitle(inSight() ? 0 : view.unread, view.call);
    this.#helpMeanwhile();
  }

  /** Something to read for who waits; it goes when somebody comes. */
  #helpMeanwhile() {
    const { status } = this.#state;
    const waits = status?.state === 'waiting' ? status : null;
    const place = part(document, '#while-waiting', WhileWaiting);
    void place.show(waits, this.speech.say('while_waiting'));
  }

  #showFront() {
    const { complaint, erased } = this.#state;
    const { speech, form } = this;
    const unknown = complaint?.command === 'hello' && complaint.code === 'not_found';
    const reason = complaint ? reasonOf(complaint.code, complaint.params, speech, now()) : '';
    form.reason = complaint?.command === 'hello' ? '' : reason;
    form.codeReason = unknown ? speech.say('code_unknown') : complaint?.command === 'hello' ? reason : '';
    if (complaint?.code === 'closed_now') form.later = true;
    form.notice = erased ? speech.say('erased') : '';
  }

  /**
   * What happens once at a change: the cursor moves with the screen, a tone calls.
   *
   * @param {State} before
   */
  #react(before) {
    const state = this.#state;
    const [was, is] = [stageOf(before), stageOf(state)];
    if (was !== 'front' && is === 'front') this.#toForm(state);
    if ((was === 'front' && is !== 'front') || (was === 'talk' && is === 'ended')) this.#screen.focusWhere();
    const fresh = state.entries.slice(before.entries.length);
    const news = fresh.some(({ author }) => author !== 'visitor');
    const asked = state.status?.still_there_until && !before.status?.still_there_until;
    if ((news && !inSight()) || asked) chime();
    if (news) setTimeout(() => this.#reached(), GLANCE);
  }

  /**
   * Back to the form: what stands there stays, and the eyes go to the reason why a code opens
   * nothing.
   *
   * @param {State} state
   */
  #toForm({ draft, complaint }) {
    this.form.resume(joined([this.form.asked.text, draft]), complaint?.command !== 'hello');
  }

  /** Whatever is on the screen of a visible page has been shown. */
  #reached() {
    const last = lastSeq(this.#state.entries);
    const seen = inSight() && this.#screen.log.atEnd && last > this.#state.shown;
    if (seen) this.#dispatch({ type: 'shown', seq: last });
    else this.#render();
  }
}
