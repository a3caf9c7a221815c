/**
 * The counselor's desk: one state, changed by the server's events and by the counselor's acts;
 * after each change what is due is sent, what must survive is remembered, and the page is drawn.
 *
 * @import {Desk, Input} from './core/desk_state.js'
 * @import {DeskCommand, DutyState} from './core/frames.js'
 * @import {Act as Key} from './core/shortcuts.js'
 * @import {Act, Place, Whisper} from './elements/act.js'
 */

import { EMPTY, reduce } from './core/desk_state.js';
import { linesOf } from './core/desk_lines.js';
import {
  currentOf, lineWith, neighbour, offers, onScreen, openTalks, turnOf, writable,
} from './core/desk_view.js';
import { nameTables } from './core/desk_words.js';
import { handable } from './core/handed_on.js';
import { afresh } from './core/outbox.js';
import { asText } from './core/shelf.js';
import { speaker } from './core/words.js';
import { actIn } from './elements/act.js';
import { DeskAlarms } from './elements/desk_alarms.js';
import { DeskPage } from './elements/desk_page.js';
import { pageData, part } from './elements/dom.js';
import { compareBuild } from './elements/outdated.js';
import { ShortcutHelp } from './elements/shortcut_help.js';
import { DeskLine } from './net/desk_line.js';
import { Drafts } from './net/drafts.js';
import { messageKey } from './net/keys.js';
import { recall, remember } from './net/storage.js';
import './elements/menus.js';

const OUTBOX = 'miti.desk.outbox';
const AMENDING = 'miti.desk.amending';
const CURRENT = 'miti.desk.current';
const STRANDED = 'miti.desk.stranded';
const WHOSE = 'miti.desk.whose';

const language = document.documentElement.lang;
const say = speaker(pageData('words'), language);
const speech = { say, language, ...nameTables(pageData('reference')) };
const page = part(document, 'miti-desk', DeskPage);
const help = part(document, 'miti-help', ShortcutHelp);
const alarms = new DeskAlarms(part(document, '#voice', HTMLElement));

/** @type {Desk} */
let desk = {
  ...EMPTY,
  outbox: afresh(/** @type {Desk['outbox']} */ (recall(OUTBOX) ?? [])),
  amending: /** @type {Desk['amending']} */ (recall(AMENDING)),
  stranded: /** @type {Desk['stranded']} */ (recall(STRANDED) ?? []),
  whose: /** @type {Desk['whose']} */ (recall(WHOSE)),
};
/** Answers. @type {Drafts<string>} */
const drafts = new Drafts('miti.desk.drafts');
/** @type {Drafts<Whisper>} */
const whispers = new Drafts('miti.desk.whispers');
/** To who takes a talk over, or is asked to look on. @type {Drafts<string>} */
const notes = new Drafts('miti.desk.notes');

const line = new DeskLine(() => desk, take);

/** @returns {number} seconds UTC, by this machine */
function now() {
  return Date.now() / 1000;
}

/** @param {Input} input */
function take(input) {
  const [before, writing] = [desk, page.writing];
  desk = reduce(desk, input);
  const others = before.whose !== null && before.whose !== desk.whose;
  if (input.kind === 'event' && input.event.type === 'welcome') {
    void compareBuild(input.event.build);
    if (!others) strand();
  }
  if (before.amending !== null && desk.amending?.ref !== before.amending.ref) {
    draft(before.amending.ref, before.amending.before);
  }
  if (desk.amending !== before.amending) remember(AMENDING, desk.amending);
  if (desk.outbox !== before.outbox) remember(OUTBOX, desk.outbox);
  if (desk.stranded !== before.stranded) remember(STRANDED, desk.stranded);
  if (desk.whose !== before.whose) remember(WHOSE, desk.whose);
  if (desk.talks !== before.talks && desk.me !== null) {
    for (const kind of [drafts, whispers, notes]) kind.only(others ? {} : desk.talks);
  }
  line.flush();
  render();
  if (desk.me !== before.me && desk.current === null) comeBack();
  else if (desk.current !== before.current) goAlong(before.current, writing);
}

/** A draft whose talk went while I was away stays in sight, as lines do that were not sent. */
function strand() {
  const { amending } = desk; // then the box has a line that was sent, and the draft waits beside it
  const written = { ...drafts.all, ...(amending ? { [amending.ref]: amending.before } : {}) };
  const gone = Object.entries(written).filter(([ref]) => !(ref in desk.talks));
  const texts = gone.map(([, text]) => text).filter((text) => text.trim());
  if (texts.length > 0) desk = reduce(desk, { kind: 'stranded', texts });
  if (amending && !(amending.ref in desk.talks)) desk = reduce(desk, { kind: 'amend', amending: null });
}

function render() {
  const scene = { desk, at: now(), speech, drafts: drafts.all, whispers: whispers.all, notes: notes.all };
  page.render(scene, alarms);
  alarms.render(scene);
  const held = currentOf(desk);
  line.looksAt(document.hidden ? null : onScreen(desk));
  if (held === null || held.gone !== null || held.entries.length <= held.read) return;
  if (!page.shown()) return;
  const { ref, looking_on: lookingOn } = held.talk;
  // what the visitor is told of reading is told by who has the talk
  if (lookingOn) take({ kind: 'shown', ref, seq: held.entries.length });
  else line.shown(ref, held.entries.length);
}

/** After a reload: the talk that was open before, else the first one; on a phone, the lists. */
function comeBack() {
  const last = recall(CURRENT);
  const known = typeof last === 'string' && desk.talks[last]?.talk.state !== 'offered' && last in desk.talks;
  const ref = known ? last : neighbour(desk, 1);
  if (ref !== null && !page.panes.narrow) take({ kind: 'look_at', ref });
}

/**
 * To a place of the desk; what the page shows may depend on the place.
 * @param {Place} place
 */
function go(place) {
  page.go(place);
  render();
}

/**
 * The page follows the counselor: to another talk, or, when the last one went, to the next; but
 * the rest of a sentence that is being written must not go there, also when the talk was asked for
 * a while ago, on a slow line.
 * @param {string | null} before
 * @param {boolean} writing
 */
function goAlong(before, writing) {
  remember(CURRENT, desk.current);
  const next = before === null || page.panes.narrow ? null : neighbour(desk, 1);
  if (desk.current !== null) go(writing ? 'name' : 'talk');
  else if (next === null) go('lists');
  else {
    take({ kind: 'look_at', ref: next });
    if (writing) go('name');
  }
}

/**
 * Asks the server for something that it answers with an event or a refusal.
 * @param {Extract<DeskCommand, {type: 'duty' | 'accept' | 'decline' | 'pick' | 'close' | 'hand_over' | 'ask_language' | 'invite' | 'step_aside' | 'reopen' | 'block' | 'hold' | 'go_on'}>} command
 */
function ask(command) {
  const ref = command.type === 'duty' ? '' : command.ref;
  if (line.send(command)) take({ kind: 'asked', command: command.type, ref });
}

/**
 * @param {DutyState} state
 * @param {number} slots
 * @param {number | null} until when the shift ends, if it was said
 */
function duty(state, slots, until) {
  ask({ type: 'duty', state, slots, ends_at: until });
}

/**
 * Signing out ends the desk's line: whoever is in a talk decides first what becomes of it.
 * @param {Event} event
 */
function signOut(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset.part !== 'sign-out') return;
  if (openTalks(desk).length === 0) return;
  event.preventDefault();
  page.leaving.ask(desk, () => form.submit());
}

/** @param {Act} act */
function perform(act) {
  switch (act.do) {
    case 'duty':
      if (act.state === 'on') alarms.invite();
      if (act.state === 'off' && desk.duty?.state !== 'off') {
        return page.leaving.ask(desk, () => duty('off', act.slots, null));
      }
      return duty(act.state, act.slots, act.ends_at);
    case 'finish':
      return duty('off', desk.duty?.slots ?? 1, null);
    case 'accept':
    case 'decline':
    case 'pick':
      return ask({ type: act.do, ref: act.ref });
    case 'close':
      return ask({ type: 'close', ref: act.ref, subject: act.subject, outcome: act.outcome, depth: act.depth });
    case 'reopen':
      return ask({ type: 'reopen', ref: act.ref });
    case 'hand_over':
      line.send({ type: 'who_is_there', ref: act.ref });
      return page.handOver.open(act.ref, act.language);
    case 'who_suits': {
      const { subject = null, language: code = null, city = null } = act.target;
      return void line.send({ type: 'who_suits', ref: act.ref, subject, language: code, city });
    }
    case 'hold':
    case 'go_on':
      return ask({ type: act.do, ref: act.ref });
    case 'ask_language':
      return ask({ type: 'ask_language', ref: act.ref, language: act.language });
    case 'ask_file':
      return void line.send({ type: 'ask_file', ref: act.ref });
    case 'care':
      take({ kind: 'wondered' });
      line.send({ type: 'who_is_there', ref: act.ref });
      return page.care.open(act.ref);
    case 'who_is_there':
      return void line.send({ type: 'who_is_there', ref: act.ref });
    case 'tell':
      return take({ kind: 'told', note: act.note });
    case 'block':
      return ask({ type: 'block', ref: act.ref, reason: act.reason });
    case 'give':
      return ask({ type: 'hand_over', ref: act.ref, ...act.target, note: act.note });
    case 'invite':
      return ask({ type: 'invite', ref: act.ref, counselor: act.counselor, key: messageKey(), note: act.note });
    case 'whisper':
      return void line.send({ type: 'whisper', ref: act.ref, key: act.key, text: act.text });
    case 'draft_whisper':
      return whispers.keep(act.ref, act.draft);
    case 'draft_note':
      return notes.keep(act.ref, act.text || null);
    case 'whispering':
      return void line.send({ type: 'looking', ref: act.ref, writing: act.on });
    case 'step_aside':
      return ask({ type: 'step_aside', ref: act.ref });
    case 'look_at':
      take({ kind: 'look_at', ref: act.ref });
      return go('talk');
    case 'dismiss_talk':
      return take({ kind: 'dismiss_talk', ref: act.ref });
    case 'amend':
      return amend(act.ref, act.key);
    case 'amend_last':
      return amendLast(act.ref);
    case 'unamend':
      take({ kind: 'amend', amending: null });
      return go('write');
    case 'say':
      if (desk.amending?.ref === act.ref) return correct(desk.amending, act.text);
      draft(act.ref, '');
      return wrote(act);
    case 'say_card':
      return wrote(act); // what stands in the box is something else
    case 'draft':
      draft(act.ref, act.text);
      return render();
    case 'typing':
      return void line.send({ type: 'typing', ref: act.ref, on: act.on });
    case 'take_back':
      return takeBack(act.key);
    case 'insert':
      line.send({ type: 'used', resource: act.key });
      return page.insert(act.body);
    case 'search':
      return void line.send({ type: 'search', ref: act.ref, text: act.text });
    case 'suggest':
      return void line.send({ type: 'suggest', ref: act.ref });
    case 'share':
      return share(act);
    case 'go':
      return go(act.to);
  }
}

/**
 * @param {string} ref
 * @param {string} text
 */
function draft(ref, text) {
  drafts.keep(ref, text || null);
}

/** @param {{ref: string, text: string}} line */
function wrote({ ref, text }) {
  take({ kind: 'wrote', ref, key: messageKey(), text, at: now() });
}

/**
 * A line that was sent comes back into the box, to be corrected; what stood there waits.
 * @param {string} ref
 * @param {string} key
 */
function amend(ref, key) {
  const held = desk.talks[ref];
  const entry = held === undefined ? null : lineWith(held, key);
  if (entry === null) return;
  const before = desk.amending?.ref === ref ? desk.amending.before : (drafts.all[ref] ?? '');
  draft(ref, entry.text);
  take({ kind: 'amend', amending: { ref, seq: entry.seq, before } });
  go('write');
}

/**
 * The last line of mine, if it can still be corrected.
 * @param {string} ref
 */
function amendLast(ref) {
  const held = desk.talks[ref];
  const lines = held === undefined ? [] : linesOf(desk, held, speech, now());
  const last = lines.findLast(({ side }) => side === 'mine');
  if (last !== undefined && last.amend !== '') amend(ref, last.id);
}

/**
 * The box keeps the text until the correction is in the log.
 * @param {NonNullable<Desk['amending']>} amending
 * @param {string} text
 */
function correct({ ref, seq }, text) {
  line.send({ type: 'correct', ref, seq, text, key: messageKey() });
}

/**
 * A refused line goes back into the box, before what is being written there.
 * @param {string} key
 */
function takeBack(key) {
  const refused = desk.outbox.find((each) => each.key === key);
  if (refused === undefined) return;
  draft(refused.ref, [refused.text, drafts.all[refused.ref] ?? ''].filter(Boolean).join('\n'));
  take({ kind: 'take_back', key });
  go('talk');
}

/**
 * Without a line to the server the text goes into the answer instead, which is kept and sent later.
 * @param {Extract<Act, {do: 'share'}>} act
 */
function share({ ref, ready }) {
  const { key: resource, language: code } = ready;
  if (line.send({ type: 'share', ref, key: messageKey(), resource, language: code })) return;
  page.insert(asText(ready));
}

/** The button goes with the note, so the focus moves on before. */
function closeNote() {
  go('lists');
  take({ kind: 'dismiss_note' });
}

/** The same for the texts that nobody was sent. */
function closeStranded() {
  go('lists');
  take({ kind: 'dismiss_stranded' });
}

/** Of the talk that is looked at, if it can be handed over. */
function handOver() {
  const held = currentOf(desk);
  if (held !== null && handable(held)) perform({ do: 'hand_over', ref: held.talk.ref });
}

/** The talk that is looked at makes place for somebody else, or goes on. */
function holdOrGoOn() {
  const held = currentOf(desk);
  if (held !== null && writable(held)) perform({ do: turnOf(held), ref: held.talk.ref });
}

/** Of the talk that is looked at: whom its visitor can ring, and how abuse ends. */
function care() {
  const held = currentOf(desk);
  if (held !== null && writable(held)) perform({ do: 'care', ref: held.talk.ref });
}

/** @param {Key} key */
function press(key) {
  const [offer] = offers(desk);
  if (key === 'help') return help.open();
  if (key === 'next' || key === 'previous') {
    const ref = neighbour(desk, key === 'next' ? 1 : -1);
    return ref === null ? undefined : perform({ do: 'look_at', ref });
  }
  if (key === 'hand') return handOver();
  if (key === 'hold') return holdOrGoOn();
  if (key === 'care') return care();
  if (key !== 'accept' && key !== 'pass') return go(key);
  if (offer === undefined) return undefined;
  // until the talk is there, what is typed must not go into the one that is open
  if (key === 'accept') go('offer');
  return perform({ do: key === 'accept' ? 'accept' : 'decline', ref: offer.talk.ref });
}

page.addEventListener('act', (event) => perform(actIn(event)));
help.addEventListener('shortcut', (event) => press(/** @type {CustomEvent<Key>} */ (event).detail));
page.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('[data-part]') : null;
  const name = button instanceof HTMLElement ? button.dataset.part : '';
  if (name === 'help') help.open();
  if (name === 'sound') alarms.sounds = !alarms.sounds;
  if (name === 'note-close') closeNote();
  if (name === 'stranded-close') closeStranded();
  if (name === 'ringing') go('offer');
  if (name === 'side-close') go('talk');
  if (name === 'to-lists') go('lists');
});
page.addEventListener('submit', signOut);
document.addEventListener('visibilitychange', render);
const quiet = page.querySelector('[data-part="quiet"]');
if (quiet instanceof HTMLInputElement) {
  quiet.checked = alarms.quiet;
  quiet.addEventListener('change', () => {
    alarms.quiet = quiet.checked;
    render();
  });
}
setInterval(() => take({ kind: 'clock', at: now() }), 1000);
render();
line.start();
