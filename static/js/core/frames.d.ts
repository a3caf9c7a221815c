/**
 * The wire, as `chat/protocol/` defines it. Made by `miti protocol --types`: change it there.
 */

/** An instant: seconds since 1970, UTC. */
export type Seconds = number;
export type ConversationState = 'waiting' | 'offered' | 'open' | 'on_hold' | 'left' | 'closed';
export type DutyState = 'off' | 'on' | 'paused';
export type Author = 'visitor' | 'counselor' | 'notice';
export type Outcome =
  | 'answered'
  | 'referred'
  | 'appointment'
  | 'unanswered'
  | 'left_early'
  | 'abuse';
export type BlockReason = 'insults' | 'threats' | 'sexual' | 'disruption';
export type Depth = 'information' | 'guidance';
export type Satisfaction = 'very_satisfied' | 'satisfied' | 'dissatisfied' | 'very_dissatisfied';
export type YesNo = 'yes' | 'no';
export type Attention = 'away' | 'reads' | 'whispers' | 'answers';
export type RefusalCode =
  | 'malformed'
  | 'unknown_type'
  | 'too_long'
  | 'version'
  | 'hello_first'
  | 'proof_first'
  | 'not_allowed'
  | 'not_found'
  | 'wrong_state'
  | 'too_fast'
  | 'closed_now'
  | 'taken'
  | 'full'
  | 'too_many'
  | 'too_late'
  | 'unavailable';

/** Answer to `pulse`. `idle`: seconds since the person last did anything here. */
export interface Beat {
  type: 'beat';
  /** Seconds since the person last did anything on this page. */
  idle?: number;
}

/** Every 20 seconds: answer with `beat`. `last`: by ref, the last seq of each log. */
export interface Pulse {
  type: 'pulse';
  /** Instant (seconds since 1970, UTC) of the server's clock, to show ages by. */
  now: Seconds;
  /** By `ref`, the `seq` of the newest entry of each log. */
  last: Record<string, number>;
}

/** The last frame was not accepted. `command`: its type; `key`: of the message, if any. */
export interface Refused {
  type: 'refused';
  /** Why; the document lists what each code means. */
  code: RefusalCode;
  /** `type` of the refused frame, as far as it could be read. */
  command: string | null;
  /** Key of the refused message, if it had one: keep its text. */
  key: string | null;
  /** `ref` of the refused frame, if it had one. */
  ref: string | null;
  /** Values for the words, by name. */
  params: Record<string, string | number | null>;
}

/** Degraded (`ok` false): the server cannot store messages just now; or well again. */
export interface Service {
  type: 'service';
  /** False: messages cannot be stored just now; true: they can again. */
  ok: boolean;
}

/** One city and language of the board. `city` is `null` for visitors who chose "any". */
export interface BoardRow {
  /** Key of a city; null: any city. */
  city: string | null;
  /** Code of the language of the talk. */
  language: string;
  /** How many wait. */
  waiting: number;
  /** Instant (seconds since 1970, UTC) since when the first of them waits; null: nobody waits. */
  longest_since: Seconds | null;
  /** Talks that are open or on hold. */
  in_talk: number;
  /** Talks that could begin at once. */
  free_slots: number;
  /** Counselors on duty. */
  on_duty: number;
  /** Whether this city is open now. */
  open: boolean;
}

/** First frame of a board. */
export interface BoardHello {
  type: 'hello';
  /** Version of the wire. */
  version: number;
}

/** Switch the guard at the doors on, for a while, or off: `board.guarded_until` tells. */
export interface SetGuard {
  type: 'guard';
  /** Whether the guard shall be on. */
  on: boolean;
}

/** The live table. */
export interface Board {
  type: 'board';
  /** Instant (seconds since 1970, UTC) of the server's clock, to show ages by. */
  now: Seconds;
  /** One row for each city and language. */
  rows: BoardRow[];
  /** How many wait. */
  waiting: number;
  /** Instant (seconds since 1970, UTC) since when the first of them waits; null: nobody waits. */
  longest_since: Seconds | null;
  /** Talks that are open or on hold. */
  in_talk: number;
  /** Talks that could begin at once. */
  free_slots: number;
  /** Counselors on duty. */
  on_duty: number;
  /**
   * The share of the last 200 announced waits that ended inside the range that was first told, from
   * 0 to 1; null: too few to say.
   */
  ranges_held: number | null;
  /** How many of the waiting came within the last minute. */
  just_came: number;
  /**
   * Instant (seconds since 1970, UTC) until which the guard is on: whoever begins proves first that
   * no machine writes; null: it is off.
   */
  guarded_until: Seconds | null;
}

/** Answer to a board's `hello`; `board` follows. */
export interface BoardWelcome {
  type: 'welcome';
  /** Version of the wire. */
  version: number;
  /** Instant (seconds since 1970, UTC) of the server's clock, to show ages by. */
  now: Seconds;
  /** Of the service; a page of another one is older, and should say so. */
  build: string;
}

/** Place in the queue (1 is next) and the honest range. `why`: reason of a worse place. */
export interface Place {
  type: 'place';
  /** 1 is next. */
  place: number;
  /** How long it may take. */
  wait: Wait;
  /** The reason; null: none to be told. */
  why: string | null;
}

/**
 * Ask the visitor of a talk of mine for a picture or a PDF: an entry `file_asked` follows.
 *
 * Only then can they send one, by a `POST` to `/files/{ref}`.
 */
export interface AskFile {
  type: 'ask_file';
  /** The conversation's random name on the wire. */
  ref: string;
}

/**
 * Give a talk of mine to a colleague, or back to the queue for another subject, language or
 * city (any of the three).
 *
 * It keeps its age and comes first, like a talk that was cut off. A colleague is asked alone for
 * a short while, whether free or not; then anybody may take it.
 */
export interface HandOver {
  type: 'hand_over';
  /** The conversation's random name on the wire. */
  ref: string;
  /** `key` of the colleague who is asked, of `colleagues`; null: anybody. */
  counselor?: string | null;
  /** Key of the subject it goes to; null: as it is. */
  subject?: string | null;
  /** Code of the language it goes on in; null: as it is. */
  language?: string | null;
  /** Key of the city it goes to; null: as it is. */
  city?: string | null;
  /** For the counselor who takes the talk over; no visitor ever sees it. */
  note?: string;
}

/** Ask a colleague to look on and whisper; the visitor is told nothing. */
export interface Invite {
  type: 'invite';
  /** The conversation's random name on the wire. */
  ref: string;
  /** `key` of the colleague who is asked to look on. */
  counselor: string;
  /** Key of the first whisper. */
  key: string;
  /** The first whisper; no visitor ever sees it. */
  note?: string;
}

/**
 * This talk is on my screen, and I am (not) writing a whisper in it; null: no talk is.
 *
 * Told to colleagues in the same talk by `attending`, never to its visitor.
 */
export interface Looking {
  type: 'looking';
  /** The talk that is on the screen; null: none. */
  ref: string | null;
  /** Whether I am writing a whisper. */
  writing?: boolean;
}

/** Look on no more. */
export interface StepAside {
  type: 'step_aside';
  /** The conversation's random name on the wire. */
  ref: string;
}

/** Say something to the colleagues of this talk that its visitor never reads. */
export interface WhisperTo {
  type: 'whisper';
  /** The conversation's random name on the wire. */
  ref: string;
  /** Made by the client once per message: a repeat never makes a second message. */
  key: string;
  /** For colleagues only, as it was typed. */
  text: string;
}

/** Who is on duty and could take over this talk? Answered with `colleagues`. */
export interface WhoIsThere {
  type: 'who_is_there';
  /** The conversation's random name on the wire. */
  ref: string;
}

/**
 * How many could take this talk if its subject, language or city were these? Answered with
 * `suiting`. `hand_over` is free to ignore it.
 */
export interface WhoSuits {
  type: 'who_suits';
  /** The conversation's random name on the wire. */
  ref: string;
  /** Key of the subject it would go to; null: as it is. */
  subject?: string | null;
  /** Code of the language it would go on in; null: as it is. */
  language?: string | null;
  /** Key of the city it would go to; null: as it is. */
  city?: string | null;
}

/** First frame of a desk. `seen`: by ref, the last seq this tab has. */
export interface DeskHello {
  type: 'hello';
  /** Version of the wire. */
  version: number;
  /** By `ref`, the `seq` of the last entry this tab already has. */
  seen?: Record<string, number>;
}

/** Go on duty, pause, go off duty, or change how many talks at once (1 to 3) or until when. */
export interface SetDuty {
  type: 'duty';
  /** On duty, paused or off. */
  state: DutyState;
  /** Talks at the same time, at most. */
  slots: number;
  /**
   * Instant (seconds since 1970, UTC) at which the duty is planned to end; null: when the city
   * closes.
   */
  ends_at?: Seconds | null;
}

/** Take the offered person. */
export interface Accept {
  type: 'accept';
  /** The conversation's random name on the wire. */
  ref: string;
}

/** Pass the offered person on; their place is kept. */
export interface Decline {
  type: 'decline';
  /** The conversation's random name on the wire. */
  ref: string;
}

/** Take this person from the queue now. */
export interface Pick {
  type: 'pick';
  /** The conversation's random name on the wire. */
  ref: string;
}

/** A message to the visitor. */
export interface DeskSay {
  type: 'say';
  /** The conversation's random name on the wire. */
  ref: string;
  /** Made by the client once per message: a repeat never makes a second message. */
  key: string;
  /** Plain text as it was typed; show it as text, never as HTML. */
  text: string;
}

/** Say a line of mine anew, within two minutes: an entry `corrected` follows. */
export interface Correct {
  type: 'correct';
  /** The conversation's random name on the wire. */
  ref: string;
  /** Made by the client once per message: a repeat never makes a second message. */
  key: string;
  /** Number of the line of mine that is said anew. */
  seq: number;
  /** Plain text as it was typed; show it as text, never as HTML. */
  text: string;
}

/** Everything up to `seq` of this talk was on the screen. */
export interface DeskRead {
  type: 'read';
  /** The conversation's random name on the wire. */
  ref: string;
  /** Number of an entry in its log, from 1 without gaps. */
  seq: number;
}

/** The counselor is (not) writing in this talk. */
export interface DeskTyping {
  type: 'typing';
  /** The conversation's random name on the wire. */
  ref: string;
  /** Whether the person is writing. */
  on: boolean;
}

/**
 * Put a talk of mine on hold: it uses no slot, and the visitor is told that I come back. Again:
 * it stays on hold, whatever `ends_at` said.
 */
export interface Hold {
  type: 'hold';
  /** The conversation's random name on the wire. */
  ref: string;
}

/** Go on with a talk of mine on hold; it takes a slot again. `say` does so by itself. */
export interface GoOn {
  type: 'go_on';
  /** The conversation's random name on the wire. */
  ref: string;
}

/** End the talk and/or wrap it up. Both fields null: end now, wrap up after. */
export interface Close {
  type: 'close';
  /** The conversation's random name on the wire. */
  ref: string;
  /** Key of what the talk was about; null: not said. */
  subject?: string | null;
  /** How the talk ended; null: not yet said. */
  outcome?: Outcome | null;
  /** How deep the talk went; null: not said. */
  depth?: Depth | null;
}

/** Go on with a talk that I closed within the last five minutes; it takes a slot again. */
export interface Reopen {
  type: 'reopen';
  /** The conversation's random name on the wire. */
  ref: string;
}

/** End a talk of mine for abuse: this visitor's page offers no other talk. It is audited. */
export interface Block {
  type: 'block';
  /** The conversation's random name on the wire. */
  ref: string;
  /** Why the talk was ended for abuse. */
  reason: BlockReason;
}

/**
 * Ask the visitor to go on in this language; they decide, by `use_language` or
 * `keep_language`. One question at a time.
 */
export interface AskLanguage {
  type: 'ask_language';
  /** The conversation's random name on the wire. */
  ref: string;
  /** Code of the language that the talk shall go on in. */
  language: string;
}

/** Which ready-made texts fit `text` and this talk? Answered with `found`. */
export interface Search {
  type: 'search';
  /** The talk that it is for; null: none is open. */
  ref: string | null;
  /** What was typed so far; empty: the best for the talk. */
  text: string;
}

/** Which ready-made texts could help with what was written? Answered with `suggested`. */
export interface Suggest {
  type: 'suggest';
  /** The conversation's random name on the wire. */
  ref: string;
}

/** Send a ready-made text as a card; `key` as in `say`. It is counted as used. */
export interface Share {
  type: 'share';
  /** The conversation's random name on the wire. */
  ref: string;
  /** Made by the client once per card: a repeat never makes a second one. */
  key: string;
  /** `key` of the ready-made text. */
  resource: string;
  /** Code of the language of the version that is sent. */
  language: string;
}

/** A ready-made text was put into an answer: counted, without the talk. */
export interface Used {
  type: 'used';
  /** `key` of the ready-made text. */
  resource: string;
}

/** Somebody on duty who could take over a talk; nothing about how they work. */
export interface Colleague {
  /** Name of this counselor, for `hand_over`. */
  key: string;
  /** The name under which this counselor works; never the real one. */
  alias: string;
  /** Key of the city that this counselor works for. */
  city: string;
  /** Codes of the languages this counselor speaks. */
  languages: string[];
  /** Whether a talk could begin at once. */
  free: boolean;
}

/** The signed-in counselor: what they may take, and their duty. */
export interface Me {
  /** My own name among colleagues. */
  key: string;
  /** The name under which this counselor works; never the real one. */
  alias: string;
  /** Key of the home city. */
  city: string;
  /** Keys of the subjects this counselor knows. */
  subjects: string[];
  /** Codes of the languages this counselor speaks. */
  languages: string[];
}

/**
 * A ready-made text for one talk: plain, with its places filled.
 *
 * `language` differs from the talk's where there is no version in the talk's language.
 */
export interface Ready {
  /** Code of the ready-made text, for `share` and `used`. */
  key: string;
  /** `answer`, `link`, `document`, `procedure` or `helpline`. */
  kind: string;
  /** Code of the language of title and text. */
  language: string;
  /** The heading. */
  title: string;
  /** Plain text as it was typed; show it as text, never as HTML. */
  text: string;
  /** An address to read on; empty: none. */
  link: string;
  /** Keys of the subjects it is made for; none: all of them. */
  subjects: string[];
}

/**
 * A conversation as its counselor sees it; the newest `version` replaces older ones.
 *
 * `looking_on`: it is a colleague's, and I only read and whisper.
 */
export interface Talk {
  /** The conversation's random name on the wire. */
  ref: string;
  /** Counts the changes of this state: the newest wins. */
  version: number;
  /** Where the conversation stands. */
  state: ConversationState;
  /** Key of a city; null: any city. */
  city: string | null;
  /** Key of a subject; null: “I don't know yet”. */
  subject: string | null;
  /** Code of the language of the talk. */
  language: string;
  /** Code of the language of the visitor's page. */
  page_language: string;
  /**
   * Instant (seconds since 1970, UTC) at which the visitor entered the queue; kept when sent back
   * to it.
   */
  queued_at: Seconds;
  /** Instant (seconds since 1970, UTC) at which the conversation came into this state. */
  since: Seconds;
  /** `seq` of the newest entry; 0: none yet. */
  last_seq: number;
  /** The counselor has had everything up to this `seq` on the screen. */
  counselor_seen: number;
  /** The visitor has had everything up to this `seq` on the screen. */
  visitor_seen: number;
  /** Whether the visitor's page is connected. */
  visitor_online: boolean;
  /** The talk was interrupted: this visitor had already been speaking with somebody. */
  cut_off: boolean;
  /** The beginning of the last message. */
  preview: string;
  /** Instant (seconds since 1970, UTC) until which an offer may be accepted; null: not offered. */
  offer_until: Seconds | null;
  /** The reason; null: none to be told. */
  why: Why | null;
  /**
   * Why it ended: `visitor_left`, `visitor_away`, `counselor_closed`, `expired`, `blocked`; null:
   * it did not.
   */
  closed_by: string | null;
  /** Code of the language that the visitor seems to write; null: the chosen one. */
  language_hint: string | null;
  /** How sure the guess of `language_hint` is, from 0 to 1. */
  language_confidence: number | null;
  /** Code of the language that the counselor asks to go on in; null: nothing is asked. */
  language_asked: string | null;
  /** Alias of the counselor who handed the talk over; null: nobody did. */
  handed_by: string | null;
  /** What the counselor before says about the talk; no visitor ever sees it. */
  note: string;
  /** Whether the talk is a colleague's, and I only read and whisper. */
  looking_on: boolean;
  /** Alias of the counselor who has the talk, while I look on; null: nobody yet, or I. */
  has_it: string | null;
  /** Aliases of the colleagues who look on. */
  beside: string[];
  /** What was whispered; no visitor ever sees it. */
  asides: Aside[];
  /** Left a question before, and came back to talk about it. */
  came_back: boolean;
  /**
   * Instant (seconds since 1970, UTC) at which a talk on hold ends, unless somebody writes or keeps
   * it; null: it is not on hold, or not for long.
   */
  ends_at: Seconds | null;
}

/** Somebody in the queue, as one counselor sees them; `why` says why (not) theirs. */
export interface Waiter {
  /** The conversation's random name on the wire. */
  ref: string;
  /** Key of a city; null: any city. */
  city: string | null;
  /** Key of a subject; null: “I don't know yet”. */
  subject: string | null;
  /** Code of the language of the talk. */
  language: string;
  /**
   * Instant (seconds since 1970, UTC) at which the visitor entered the queue; kept when sent back
   * to it.
   */
  queued_at: Seconds;
  /** Whether the visitor is connected and not asked “still there?”. */
  present: boolean;
  /** The talk was interrupted: this visitor had already been speaking with somebody. */
  cut_off: boolean;
  /** What the visitor wrote so far; empty for languages that are not mine. */
  texts: string[];
  /** Whether `pick` would be accepted, as far as can be seen now. */
  takeable: boolean;
  /** The reason; null: none to be told. */
  why: Why;
  /** A counselor handed the talk over, and it waits for the next one. */
  handed_on: boolean;
  /** Left a question before, and came back to talk about it. */
  came_back: boolean;
}

/**
 * One line of the log. `seq` counts from 1 without gaps in each conversation.
 *
 * A notice has no `text` but a `code` and `params`: `joined` (alias, city, asked_city),
 * `cut_off`, `no_slot`, `closed` (by), `reopened`, `held` (alias, if a counselor wanted
 * it so), `woken`, `handed_on` (alias of
 * who is asked, or any of to_subject, to_language, to_city), `language_changed` (to_language),
 * `language_kept` (language; to_language, which was refused), `question_left` (by),
 * `came_back`, `answered` (alias, city). A `corrected` entry is a counselor's: its
 * `text` takes the place of that of entry `params.seq`, with a mark that says so. A
 * counselor's entry `card` is a ready-made text: `params` are its title, link, language and
 * kind. `file_asked` (alias) opens the way for files, until the next `joined`; a visitor's
 * entry `file` is one that came: its `file` (name in addresses), kind, size and what it
 * holds, pages, or width and height.
 */
export interface Entry {
  type: 'entry';
  /** The conversation's random name on the wire. */
  ref: string;
  /** Number of an entry in its log, from 1 without gaps. */
  seq: number;
  /** The key its author's client made: it replaces the pending line of that key. */
  key: string;
  /** Who wrote it; a `notice` is a line of the service itself. */
  author: Author;
  /** Instant (seconds since 1970, UTC) at which it was stored. */
  at: Seconds;
  /** As it was typed, empty in a notice; show it as text, never as HTML. */
  text: string;
  /** What a notice says, or `card`; empty for a message. See the frame's own description. */
  code: string;
  /** Values for the words of a notice, or the title and link of a card. */
  params: Record<string, string | null>;
}

/** The other side has had everything up to `seq` on the screen. */
export interface Seen {
  type: 'seen';
  /** The conversation's random name on the wire. */
  ref: string;
  /** Number of an entry in its log, from 1 without gaps. */
  seq: number;
}

/** The other side is (not) writing. */
export interface TypingNow {
  type: 'typing';
  /** The conversation's random name on the wire. */
  ref: string;
  /** Whether the person is writing. */
  on: boolean;
}

/** The counselor's duty. `why`: set when the server changed it (`no_answer`, `lost`). */
export interface Duty {
  type: 'duty';
  /** On duty, paused or off. */
  state: DutyState;
  /** Talks at the same time, at most. */
  slots: number;
  /** Slots in use. */
  used: number;
  /** Set when the service changed it: `no_answer`, `lost`, `planned_end`; null: I did. */
  why: string | null;
  /**
   * Instant (seconds since 1970, UTC) at which the duty is planned to end; null: when the city
   * closes.
   */
  ends_at: Seconds | null;
}

/** Answer to a desk's `hello`: everything needed to draw the desk afresh. */
export interface DeskWelcome {
  type: 'welcome';
  /** Version of the wire. */
  version: number;
  /** Instant (seconds since 1970, UTC) of the server's clock, to show ages by. */
  now: Seconds;
  /** Of the service; a page of another one is older, and should say so. */
  build: string;
  /** Who is signed in. */
  me: Me;
  /** The counselor's duty. */
  duty: Duty;
  /** My talks: offered, open, on hold, and ended ones to be wrapped up. */
  talks: Talk[];
  /** Everybody waiting, in the order in which they would be served to me. */
  queue: Waiter[];
  /**
   * Talks that I closed and wrapped up a moment ago: `reopen` opens them again, up to five minutes
   * after their `since`.
   */
  reopenable: Talk[];
  /** Left questions in my languages that nobody answers yet. */
  left: number;
}

/** A talk of mine is new or changed. */
export interface TalkChanged {
  type: 'talk';
  /** The talk as it is now. */
  talk: Talk;
}

/** A talk is no longer mine. `why`: `taken`, `transferred`, `left`, `done`, … */
export interface TalkGone {
  type: 'talk_gone';
  /** The conversation's random name on the wire. */
  ref: string;
  /** The reason; null: none to be told. */
  why: string;
}

/** Everybody waiting, in the order in which they would be served to me. */
export interface Queue {
  type: 'queue';
  /** Everybody waiting, in the order in which they would be served to me. */
  waiting: Waiter[];
}

/** Answer to `who_is_there`: those who speak the talk's language and know its subject. */
export interface Colleagues {
  type: 'colleagues';
  /** The conversation's random name on the wire. */
  ref: string;
  /** Those who could begin at once come first. */
  people: Colleague[];
}

/** Answer to `who_suits`, with what was asked: how many on duty could take the talk. */
export interface Suiting {
  type: 'suiting';
  /** The conversation's random name on the wire. */
  ref: string;
  /** Key of the subject that was asked about; null: as it is. */
  subject: string | null;
  /** Code of the language that was asked about; null: as it is. */
  language: string | null;
  /** Key of the city that was asked about; null: as it is. */
  city: string | null;
  /** Counselors on duty with the skills for it, but me. */
  able: number;
  /** Those of them who work for that city; all of them where none is asked. */
  near: number;
  /** Those of them with a free slot. */
  free: number;
}

/**
 * What a colleague does in a talk that we share. Said again every 20 seconds; what is not said
 * again within 50 is over, and writing within 6.
 */
export interface Attending {
  type: 'attending';
  /** The conversation's random name on the wire. */
  ref: string;
  /** Name of this counselor, as in `me` and in `colleagues`. */
  colleague: string;
  /** The name under which this counselor works; never the real one. */
  alias: string;
  /**
   * `away`: this talk is not on their screen; `reads`: it is; `whispers`, `answers`: they write, to
   * colleagues or to the visitor.
   */
  does: Attention;
}

/** How many left questions I could answer that nobody answers yet. */
export interface LeftQuestions {
  type: 'left_questions';
  /** Left questions in my languages that nobody answers yet. */
  left: number;
}

/** Answer to `search`, best first. */
export interface Found {
  type: 'found';
  /** The talk that it is for; null: none. */
  ref: string | null;
  /** What was looked for. */
  text: string;
  /** Ready-made texts, best first. */
  resources: Ready[];
}

/** Answer to `suggest`: at most three, best first; none when nothing fits well. */
export interface Suggested {
  type: 'suggested';
  /** The conversation's random name on the wire. */
  ref: string;
  /** Ready-made texts, best first. */
  resources: Ready[];
}

/** One line of the sum behind a decision: a name and its price in seconds of waiting. */
export interface Term {
  /** What is counted. */
  name: string;
  /** Its price in seconds of waiting; less than 0 speaks for the choice. */
  seconds: number;
}

/** Why a person was, or may (not) be, given to a counselor. */
export interface Why {
  /** The reason in one word; a client that does not know it says nothing. */
  code: string;
  /** What was weighed. */
  terms: Term[];
  /** How many seconds more the next best counselor would cost; null: there was no other. */
  more: number | null;
  /**
   * By what it was this person's turn and not the next one's: a term, or `cut_off`; '': nobody else
   * waited for this counselor.
   */
  turn: string;
}

/**
 * A whisper: from counselor to counselor, about a talk. No event of a visitor's socket holds
 * one.
 */
export interface Aside {
  /** The key its author's client made. */
  key: string;
  /** The name under which this counselor works; never the real one. */
  alias: string;
  /** Instant (seconds since 1970, UTC) at which it was stored. */
  at: Seconds;
  /** As it was typed; show it as text, never as HTML. */
  text: string;
}

/** What was answered at the end; `null` where nothing was. */
export interface Said {
  /** How satisfied the visitor was; null: not said. */
  satisfaction: Satisfaction | null;
  /** Whether the visitor would recommend the service; null: not said. */
  recommend: YesNo | null;
  /** Whether it was the first time; null: not said. */
  first_visit: YesNo | null;
  /** Whether the visitor found what they needed; null: not said. */
  found: YesNo | null;
  /** Whatever else the visitor wants to say, as it was typed; null: nothing. */
  remark: string | null;
}

/** All answers to the questions at the end, in the place of earlier ones (`status.said`). */
export interface Answer {
  type: 'answer';
  /** All answers as they are now. */
  said: Said;
}

/** The counselor as a visitor may know them: an alias and a city, nothing else. */
export interface Who {
  /** The name under which this counselor works; never the real one. */
  alias: string;
  /** Key of the city that this counselor works for. */
  city: string;
}

/**
 * An honest range in seconds; both `null` when nothing can be promised.
 *
 * `past_closing`: it may last beyond closing; with a range of `null`, it most likely will.
 */
export interface Wait {
  /** At least this many seconds, most likely. */
  low: number | null;
  /** At most this many seconds, most likely. */
  high: number | null;
  /** The wait may last beyond closing; without a range it most likely will. */
  past_closing: boolean;
}

/** A QR code as the `d` of one SVG path, in a square of `size` units with its margin. */
export interface Qr {
  /** Modules of one side, the margin included. */
  size: number;
  /** The dark modules, as the `d` of one SVG path. */
  path: string;
}

/**
 * First frame of a visitor. Known key: resumes, and everything after `seen` is sent.
 *
 * `code`: a return code, as somebody typed it; it opens the conversation of its question
 * whatever the key.
 */
export interface Hello {
  type: 'hello';
  /** Version of the wire. */
  version: number;
  /**
   * 256 random bits as base64url without padding, made by the client for this one conversation: all
   * that says whose it is. Never put it in an address.
   */
  key: string;
  /** Code of the language of the page. */
  language: string;
  /** `seq` of the last entry this page already has: only later ones are sent. */
  seen?: number;
  /**
   * A return code, as somebody typed it; null: none. Never put it in an address's path or query.
   */
  code?: string | null;
}

/**
 * Enter the queue. `city` null: any city; `subject` null: "I don't know yet".
 *
 * Repeating it with the same visitor key answers with the conversation that exists.
 */
export interface Start {
  type: 'start';
  /** Key of a city; null: any city. */
  city: string | null;
  /** Key of a subject; null: “I don't know yet”. */
  subject: string | null;
  /** Code of the language of the talk. */
  language: string;
  /** Key of the first message; null: without `text`. */
  key?: string | null;
  /** The first message; null: written later. */
  text?: string | null;
  /** The solved `challenge` of a refusal `proof_first`; null: none was asked for. */
  proof?: string | null;
}

/** Wait no longer: what was written so far is answered in writing. */
export interface LeaveQuestion {
  type: 'leave_question';
}

/** Leave a question at once, open or closed; chosen and repeated like `start`. */
export interface AskLater {
  type: 'ask_later';
  /** Key of a city; null: any city. */
  city: string | null;
  /** Key of a subject; null: “I don't know yet”. */
  subject: string | null;
  /** Code of the language of the talk. */
  language: string;
  /** Made by the client once per message: a repeat never makes a second message. */
  key: string;
  /** Plain text as it was typed; show it as text, never as HTML. */
  text: string;
  /** The solved `challenge` of a refusal `proof_first`; null: none was asked for. */
  proof?: string | null;
}

/** A new return code for my left question; one that was given before opens nothing any more. */
export interface GetCode {
  type: 'get_code';
}

/** Talk about my left question now: it waits before all that are new. */
export interface ComeBack {
  type: 'come_back';
}

/** A message. `key` is made once per message; a repeat returns the stored entry. */
export interface Say {
  type: 'say';
  /** Made by the client once per message: a repeat never makes a second message. */
  key: string;
  /** Plain text as it was typed; show it as text, never as HTML. */
  text: string;
}

/** Everything up to `seq` was on the screen. */
export interface Read {
  type: 'read';
  /** Number of an entry in its log, from 1 without gaps. */
  seq: number;
}

/** The person is (not) writing; forgotten after six seconds. */
export interface Typing {
  type: 'typing';
  /** Whether the person is writing. */
  on: boolean;
}

/** Answer to "are you still there?"; a talk on hold is kept. */
export interface StillHere {
  type: 'still_here';
}

/** Decline a hand-over: go on with `status.handed_by`, who has a place. */
export interface StayWith {
  type: 'stay';
}

/** Change the language of the talk; never done silently by the server. */
export interface UseLanguage {
  type: 'use_language';
  /** Code of the language of the talk. */
  language: string;
}

/** Say no to `status.language_asked`; the answer yes is `use_language`. */
export interface KeepLanguage {
  type: 'keep_language';
  /** Code of the language that is refused. */
  language: string;
}

/** The card in entry `seq` helped; counted once, without the conversation. */
export interface Useful {
  type: 'useful';
  /** Number of an entry in its log, from 1 without gaps. */
  seq: number;
}

/** End the conversation, or leave the queue. */
export interface Leave {
  type: 'leave';
}

/** Delete the conversation now, with every message in it. */
export interface Erase {
  type: 'erase';
}

/** Answer to a visitor's `hello`. `known`: it has a conversation, `status` follows. */
export interface Welcome {
  type: 'welcome';
  /** Version of the wire. */
  version: number;
  /** Instant (seconds since 1970, UTC) of the server's clock, to show ages by. */
  now: Seconds;
  /** Of the service; a page of another one is older, and should say so. */
  build: string;
  /** Whether this key has a conversation; then `status` and its entries follow. */
  known: boolean;
}

/**
 * The whole state of the visitor's conversation; the newest `version` wins.
 *
 * `due`: of a left question, until when an answer is promised; `answered`: it has come.
 * `said`: of a conversation that has ended and in which somebody was helped, what its visitor
 * answered so far; `null`: there is nothing to ask.
 */
export interface Status {
  type: 'status';
  /** Counts the changes of this state: the newest wins. */
  version: number;
  /** Where the conversation stands. */
  state: ConversationState;
  /** Key of a city; null: any city. */
  city: string | null;
  /** Key of a subject; null: “I don't know yet”. */
  subject: string | null;
  /** Code of the language of the talk. */
  language: string;
  /**
   * Instant (seconds since 1970, UTC) at which the visitor entered the queue; kept when sent back
   * to it.
   */
  queued_at: Seconds;
  /** Instant (seconds since 1970, UTC) at which the conversation came into this state. */
  since: Seconds;
  /** `seq` of the newest entry; 0: none yet. */
  last_seq: number;
  /** The counselor; null: nobody yet. */
  who: Who | null;
  /** Whether the counselor's desk is connected. */
  counselor_online: boolean;
  /** The counselor has had everything up to this `seq` on the screen. */
  counselor_seen: number;
  /**
   * Instant (seconds since 1970, UTC) until which “still there?” is asked, to be answered with
   * `still_here`; null: not asked.
   */
  still_there_until: Seconds | null;
  /** Code of the language that the visitor seems to write; null: the chosen one. */
  language_hint: string | null;
  /** Code of the language that the counselor asks to go on in; null: nothing is asked. */
  language_asked: string | null;
  /**
   * Why it ended: `visitor_left`, `visitor_away`, `counselor_closed`, `expired`, `blocked`; null:
   * it did not.
   */
  closed_by: string | null;
  /**
   * Alias of the counselor who handed the talk over, as long as `stay` may decline that; null:
   * nothing to decline.
   */
  handed_by: string | null;
  /**
   * Instant (seconds since 1970, UTC) until which an answer in writing is promised; null: none is.
   */
  due: Seconds | null;
  /** Whether the answer to the left question has come. */
  answered: boolean;
  /** What the visitor answered at the end so far; null: there is nothing to ask. */
  said: Said | null;
}

/**
 * Answer to `get_code`, said once. `qr`: the link to it, or null for a client without an
 * Origin.
 */
export interface ReturnCode {
  type: 'return_code';
  /** Three groups of four signs, to be kept by the visitor; said once. */
  code: string;
  /** The link to the code as a QR code; null for a client without an Origin. */
  qr: Qr | null;
}

/** The conversation and every message in it are deleted. */
export interface Erased {
  type: 'erased';
  /** The conversation's random name on the wire. */
  ref: string;
}

export type VisitorCommand =
  | Hello
  | Start
  | LeaveQuestion
  | AskLater
  | GetCode
  | ComeBack
  | Say
  | Read
  | Typing
  | Beat
  | StillHere
  | StayWith
  | UseLanguage
  | KeepLanguage
  | Useful
  | Answer
  | Leave
  | Erase;
export type VisitorEvent =
  | Welcome
  | Status
  | ReturnCode
  | Place
  | Entry
  | Seen
  | TypingNow
  | Pulse
  | Refused
  | Erased
  | Service;
export type DeskCommand =
  | DeskHello
  | SetDuty
  | Accept
  | Decline
  | Pick
  | DeskSay
  | Correct
  | DeskRead
  | DeskTyping
  | Hold
  | GoOn
  | WhoIsThere
  | WhoSuits
  | HandOver
  | AskLanguage
  | AskFile
  | Invite
  | WhisperTo
  | StepAside
  | Looking
  | Close
  | Search
  | Suggest
  | Share
  | Used
  | Reopen
  | Block
  | Beat;
export type DeskEvent =
  | DeskWelcome
  | Duty
  | TalkChanged
  | TalkGone
  | Queue
  | Colleagues
  | Suiting
  | Attending
  | LeftQuestions
  | Found
  | Suggested
  | Entry
  | Seen
  | TypingNow
  | Pulse
  | Refused
  | Service;
export type BoardCommand = BoardHello | SetGuard | Beat;
export type BoardEvent = BoardWelcome | Board | Pulse | Refused | Service;
