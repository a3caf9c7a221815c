"""Words that the scripts of the visitor's page need. Plain words, short sentences, no apology."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from chat.words import Plural, Word, ngettext_noop
from chat.words.files import VISITOR as FILES
from chat.words.languages import VISITOR as LANGUAGES

WORDS: Final[dict[str, Word | Plural]] = {
    # Translators: opens short texts that may help already, while somebody waits in the queue.
    "while_waiting": _("While you wait: this may help already"),
    # Translators: the same, while all cities are closed.
    "while_closed": _("Until we open: this may help already"),
    # Translators: button below a text that the adviser sent.
    "card_useful": _("This helps me"),
    # Translators: state of a city or language, small, after its name.
    "state_open": _("open"),
    # Translators: everybody of that city or language is in a talk; there is a queue.
    "state_busy": _("busy"),
    # Translators: state of a city or language, small, after its name: open, but nobody is on duty.
    "state_unstaffed": _("nobody there just now"),
    "state_closed": _("closed"),
    # Translators: {when} is like "14:00", "tomorrow 9:00" or "Monday 9:00".
    "state_closed_until": _("closed until {when}"),
    # Translators: {when} is like "14:00"; the state is small, after the name of a city.
    "when_tomorrow": _("tomorrow {time}"),
    # Translators: {day} is like "Monday" or "Monday 3 March".
    "when_day": _("{day} {time}"),
    # --- the form ---
    "question_missing": _("Write a few words first. One word is enough."),
    "too_long_by": Plural(*ngettext_noop("{n} character too many.", "{n} characters too many.")),
    # Translators: {city} is a name, {language} is the name of a language.
    "nobody_speaks": _(
        "Nobody in {city} speaks {language} just now. With “any city” you are helped sooner."
    ),
    # Translators: {language} is the name of a language; nobody who speaks it is on duty anywhere.
    "nobody_there": _(
        "Nobody who speaks {language} is there just now. You can already ask: your place is kept."
    ),
    "city_closed": _("{city} is closed. With “any city” you are helped sooner."),
    # Translators: the button below says “Leave my question”.
    "all_closed": _("We are closed. Leave your question: we answer in writing."),
    "all_closed_until": _(
        "We are closed until {when}. Leave your question: we answer in writing, within two working "
        "days."
    ),
    "code_unknown": _(
        "No question has this code. Look at it once more; the question may also be erased."
    ),
    "erased": _("Everything is erased. Nothing of the conversation is left."),
    "not_loaded": _("No connection. Your text is kept: try again in a moment."),
    # --- where the visitor stands ---
    "one_moment": _("One moment"),
    "starting_text": _("Your question is on its way."),
    # Translators: while the browser does some work by itself; it takes a few seconds.
    "starting_proof": _(
        "We check that no machine is writing. It takes a few seconds. Your question is kept."
    ),
    # Translators: many come at once, and are let in one after the other.
    "starting_turn": _(
        "Many people come at this moment, so they come in one by one. Your question is kept and "
        "will be sent by itself."
    ),
    "resuming_text": _("We are looking for your conversation."),
    # Translators: first in the queue.
    "next": _("You are next."),
    # Translators: place in the queue, 2 or more.
    "place": _("You are number {place}."),
    "place_unknown": _("You are in the queue."),
    "wait_short": _("Less than a minute."),
    "wait_about": Plural(*ngettext_noop("About {n} minute.", "About {n} minutes.")),
    # Translators: {low} is smaller than {n}, and {n} decides the plural.
    "wait_range": Plural(
        *ngettext_noop("About {low} to {n} minute.", "About {low} to {n} minutes.")
    ),
    "wait_unknown": _("We do not know yet how long."),
    # Translators: follows a range of minutes.
    "wait_past_closing": _("Perhaps we will not reach you before we close."),
    # Translators: in the place of a range of minutes.
    "wait_not_today": _("We will probably not reach you before we close."),
    # Translators: why the place in the queue is worse, or the wait longer, than was said before.
    "worse_counselor_left": _("An adviser has left, so it takes longer."),
    # Translators: why the place in the queue is worse than was said before.
    "worse_others_first": _(
        "People who came before you, or whose conversation broke off, go first."
    ),
    "wait_write": _("You can already write."),
    "queue_away": _("Your place is kept for a moment."),
    "queue_nobody_on_duty": _("No adviser is there just now. You keep your place."),
    "queue_paused": _("The advisers are having a short break. You keep your place."),
    "queue_no_language": _(
        "Nobody who speaks your language is there just now. You keep your place."
    ),
    "queue_no_subject": _("Nobody who knows this subject is there just now. You keep your place."),
    "offered": _("We are calling an adviser."),
    # Translators: heading of a talk, like "Léa, Namur".
    "with": _("{alias}, {city}"),
    "here": _("{alias} is here."),
    "away": _("{alias} lost the connection. What you write is kept."),
    "on_hold": _("The conversation is paused. Write to go on."),
    "left_title": _("Your question is with us."),
    "left_text": _("Write it below. We answer in writing."),
    # Translators: an hour of a day: "Wednesday 3 March at 12:00".
    "when_promised": _("{day} at {time}"),
    # Translators: {when} is like "Wednesday 3 March at 12:00", or "Wednesday 3 March".
    "left_due": _("You have an answer by {when}. You find it here, with your code."),
    # Translators: {when} is like "Wednesday 3 March at 12:00"; it is over.
    "left_late": _(
        "You should have had an answer by {when}. It is late; we have not forgotten it."
    ),
    "answered_title": _("Your question is answered."),
    "answered_text": _("Not clear? Ask back below, or talk to an adviser."),
    "ended_title": _("The conversation is over."),
    "ended_queue_title": _("You are no longer in the queue."),
    "ended_visitor_away": _("You were away, so your place went to the next person."),
    "ended_blocked": _("The adviser ended it because of what was written."),
    "ended_expired": _("Nobody wrote for a long time."),
    "ended_text": _("You can erase it now, or ask another question."),
    "ended_unsent": _("What you had not sent is kept: you can ask it again, or erase it."),
    "gone_title": _("This conversation no longer exists."),
    "gone_text": _("It was erased. What you had not sent is kept: you can ask it again."),
    # --- banners ---
    "still_there": _("Are you still there?"),
    # Translators: follows the question; a counter like "45 sec" comes after it.
    "still_there_text": _("Without an answer, your place goes to the next person."),
    # Translators: the same, while the conversation is paused.
    "still_there_paused": _("Without an answer, the conversation ends."),
    "still_there_yes": _("Yes, I am here"),
    # Translators: follows “Are you still there?”; a counter like "60 sec" stands below it.
    "shared_text": _("Without an answer, we end this here and wipe everything from this computer."),
    # Translators: follows, when the person has left a question and was given a return code.
    "shared_paper": _("Your question stays with us. Do you have its code on paper?"),
    "shared_wiped": _(
        "Nobody was here for a while, so everything was wiped from this computer. If you have a "
        "return code, you can still read your answer with it."
    ),
    "connecting": _("Connecting. What you wrote is kept and will be sent by itself."),
    "lost": _("Connection lost. You can go on writing; we are connecting again."),
    "lost_unsent": _("Connection lost. Your message is kept and will be sent by itself."),
    "lost_leave": _("Connection lost. The conversation ends as soon as it is back."),
    "lost_erase": _("Connection lost. Everything is erased as soon as it is back."),
    "lost_answer": _("Connection lost. Your answers are kept and will be sent by themselves."),
    "page_refused": _("This page cannot connect any more. Your text is kept: reload the page."),
    "reload": _("Reload the page"),
    # Translators: {language} is the name of a language in the page's language.
    "language_hint": _("You seem to write in {language}. Continue in {language}?"),
    "language_yes": _("Yes"),
    "language_no": _("No"),
    # --- why something was not accepted ---
    "refused_too_fast": _("A moment: this will be sent by itself."),
    "refused_too_long": _("This text is too long. At most {limit} characters."),
    "refused_wrong_state": _("Not sent: the conversation is over."),
    "refused_not_found": _("This choice no longer exists. Please choose again."),
    "refused_unavailable": _(
        "Messages cannot be stored just now. Yours is kept and will be sent by itself."
    ),
    # Translators: the browser can check nothing, because the page is not encrypted on its way.
    "refused_proof_first": _(
        "We check just now that no machine is writing. On this connection we cannot. Your text is "
        "kept: try again later."
    ),
    "refused_closed": _("We are closed now. Your text is kept."),
    "refused_closed_until": _("We are closed until {when}. Your text is kept."),
    "refused_other": _("This was not accepted. Your text is kept."),
    "notice_reopened": _("The adviser opened the conversation again. You can go on."),
    # --- a hand-over ---
    "handed_question": _("{alias} asked somebody else to help you better. You decide."),
    "stay_with": _("Stay with {alias}"),
    "refused_not_allowed": _("A counselor ended the conversation here. You cannot start another."),
    "refused_full": _("They are talking with somebody else now. You keep your place."),
    # --- the log ---
    "you": _("You"),
    "adviser": _("Adviser"),
    # Translators: small, below a line of the adviser that was corrected after it had been sent.
    "mark_corrected": _("corrected"),
    # Translators: state of the visitor's own line, under it.
    "mark_pending": _("Not sent yet"),
    # Translators: state of the visitor's own line, under it.
    "mark_sent": _("Sent"),
    # Translators: the adviser has had the visitor's line on the screen.
    "mark_seen": _("Seen"),
    # Translators: state of the visitor's own line, under it.
    "mark_refused": _("Not sent"),
    # Translators: button at a line that was not sent; puts the text back to where one writes.
    "retake": _("Change the text"),
    "notice_joined": _("{alias} ({city}) is with you."),
    # Translators: the visitor chose the city {asked}, and an adviser of {city} comes.
    "joined_elsewhere": _("You chose {asked}. {alias} in {city} is free sooner and answers you."),
    "notice_question_left": _("Your question is left. We answer in writing."),
    "notice_came_back": _("You want to talk now: you go first."),
    "notice_answered": _("{alias} ({city}) answers you."),
    "notice_cut_off": _(
        "Your adviser lost the connection. You keep your place, and somebody takes over."
    ),
    "notice_no_slot": _(
        "Your adviser is talking with somebody else now. You keep your place, and somebody takes "
        "over."
    ),
    "notice_held": _("Nobody wrote for a while: the conversation is paused."),
    # Translators: the adviser turns to somebody else for a moment.
    "notice_held_by": _(
        "{alias} has paused the conversation and will come back. You can write at any time."
    ),
    "notice_woken": _("The conversation goes on."),
    "notice_handed_on": _("Another adviser takes over. You keep your place."),
    "notice_handed_to": _("{alias} is asked to take over. You keep your place."),
    # Translators: {what} names a subject, a language, a city or several: "Learning · Namur".
    "notice_handed_for": _("We are looking for another adviser ({what}). You keep your place."),
    "notice_closed": _("The conversation is over."),
    "notice_you_left": _("You ended the conversation."),
    # Translators: button that jumps down to lines below the screen.
    "newer": Plural(*ngettext_noop("{n} new message", "{n} new messages")),
    "typing": _("{alias} is writing…"),
    # --- the menu ---
    "copied": _("The text is copied."),
    "sound_on": _("Switch sound on"),
    "sound_off": _("Switch sound off"),
    **LANGUAGES,
    **FILES,
}

FRONT: Final = frozenset({
    "while_closed", "state_open", "state_busy", "state_unstaffed", "state_closed",
    "state_closed_until", "when_tomorrow", "when_day", "question_missing", "too_long_by",
    "nobody_speaks", "nobody_there", "city_closed", "all_closed", "all_closed_until", "not_loaded",
    "one_moment",
})  # fmt: skip
"""What the page carries from the start; the rest comes with the scripts of the talk."""
