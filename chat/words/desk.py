"""Words that the scripts of the counselor's desk need; the template has its own.

Codes that come over the wire are looked up as ``refused.<code>``, ``why.<code>``, ``turn.<name>``,
``term.<name>``, ``gone.<why>``, ``duty_why.<why>`` and ``notice.<code>``; ``….other`` serves for
the rest.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from chat.words import Plural, Word, ngettext_noop
from chat.words.company import WORDS as COMPANY
from chat.words.desk_refused import REFUSED
from chat.words.files import DESK as FILES
from chat.words.handing import HANDING
from chat.words.languages import DESK as LANGUAGES
from chat.words.mine import MINE
from chat.words.shelf import SHELF

WORDS: Final[dict[str, Word | Plural]] = {
    # Translators: title of the browser tab while a new visitor is offered.
    "title.offer": _("New visitor"),
    # the connection, in the header
    "link.connecting": _("Connecting …"),
    "link.off": _("Connecting …"),
    "link.live": _("Connected"),
    "link.lost": _("Connection lost. What you wrote is kept and will be sent by itself."),
    "link.refused": _("You are not signed in any more. Reload the page to sign in."),
    "link.storing": _(
        "The service cannot store messages just now. What you wrote is kept and will be sent "
        "by itself."
    ),
    # Translators: above texts of the counselor that were never sent; "this": the note itself.
    "stranded": Plural(
        *ngettext_noop(
            "{n} text was not sent, and its talk is not yours any more. Copy it if you still need "
            "it, then close this.",
            "{n} texts were not sent, and their talks are not yours any more. Copy what you still "
            "need, then close this.",
        )
    ),
    # duty
    # Translators: beside "My talks": {used} of {slots} places are taken at the moment.
    "duty.used": _("{used} of {slots} in use"),
    "duty_why.no_answer": _(
        "You did not answer in time, so you are paused. The visitor keeps their place and goes "
        "to a colleague. Go on duty again when you are back."
    ),
    "duty_why.lost": _(
        "Your connection was away for too long, so you are not on duty any more. Go on duty "
        "again when you are ready."
    ),
    "duty_why.planned_end": _(
        "It is the time until which you wanted to be on duty, so nobody new is sent to you. Your "
        "talks go on. Go on duty again if you stay."
    ),
    "duty_why.other": _("Your duty was changed by the service."),
    "sound.on": _("Sound on"),
    "sound.off": _("Sound off"),
    "sound.blocked": _("The browser keeps the sound off until you click somewhere on this page."),
    "notify.blocked": _(
        "Desktop notifications are blocked for this page. You will still hear the sound."
    ),
    # the middle, while no talk is open
    "nothing.on": _("You are on duty. The next person is sent to you with a sound."),
    "nothing.paused": _("You are paused. Go on duty, and the next person is sent to you."),
    "nothing.off": _("Go on duty, and the next person is sent to you with a sound."),
    # names of talks
    # Translators: subject, language code and city of a visitor, as in "Learning · FR · Namur".
    "label": _("{subject} · {language} · {city}"),
    "label.no_subject": _("No subject yet"),
    "label.any_city": _("Any city"),
    # offer
    # Translators: read aloud when a visitor is offered; {label} is like "Learning · FR · Namur".
    "offer.said": _("New visitor: {label}. You have {seconds} seconds to accept."),
    "offer.left": _("{seconds} s"),
    "offer.more": Plural(*ngettext_noop("and {n} more", "and {n} more")),
    "offer.nothing": _("They have not written anything yet."),
    "offer.waited": _("Waiting for {time}"),
    # Translators: button on a phone that leads to the person who is offered.
    "offer.ringing": _("New visitor · {seconds} s"),
    "offer.accept": _("Accept"),
    "offer.accepting": _("Accepting …"),
    "offer.notify": _("New visitor"),
    # talks
    # Translators: a place for one more talk, in the list of talks.
    "talks.free": _("Free place"),
    "talks.none.on": _("No talk yet. You will hear a sound when somebody comes."),
    "talks.none.paused": _("No talk. You are paused: nobody will be sent to you."),
    "talks.none.off": _("No talk. Go on duty, and people will be sent to you."),
    # Translators: the counselor went off duty with talks that go on.
    "talks.still.off": Plural(
        *ngettext_noop(
            "You are off duty, and {n} talk goes on: end it or hand it over.",
            "You are off duty, and {n} talks go on: end them or hand them over.",
        )
    ),
    # Translators: the counselor paused with talks that go on.
    "talks.still.paused": Plural(
        *ngettext_noop(
            "You are paused: nobody new is sent to you. {n} talk goes on.",
            "You are paused: nobody new is sent to you. {n} talks go on.",
        )
    ),
    # Translators: the counselor wants to go off duty, or to sign out.
    "leave.talks": Plural(
        *ngettext_noop(
            "{n} visitor is talking with you. Finish the talk, or hand it over?",
            "{n} visitors are talking with you. Finish the talks, or hand them over?",
        )
    ),
    "talk.unread": Plural(*ngettext_noop("{n} unread message", "{n} unread messages")),
    "talk.ended": _("Ended: say how it went"),
    "talk.gone": _("Not yours any more"),
    "talk.nothing": _("Nothing written yet"),
    # Translators: before the counselor's own last line, in the list of talks.
    "talk.mine": _("You: {text}"),
    "talk.draft": _("Draft: {text}"),
    "talk.writing": _("is writing …"),
    "talk.offline": _("offline"),
    "talk.on_hold": _("on hold"),
    # Translators: small, beside a talk on hold that nobody goes on with; {time} is like "11:20".
    "talk.ends_at": _("ends at {time}"),
    "talk.ends": _("A talk on hold is about to end. Open it to go on, or to keep it on hold."),
    # queue
    "queue.none": _("Nobody is waiting."),
    "queue.count": Plural(*ngettext_noop("{n} person is waiting", "{n} people are waiting")),
    "queue.take": _("Take now"),
    # Translators: name of the button for a screen reader; {label} as "Learning · FR · Namur".
    "queue.take_label": _("Take now: {label}"),
    "queue.taking": _("Taking …"),
    "queue.absent": _("Not answering at the moment"),
    "queue.came_back": _("Comes back with a question left before"),
    "queue.cut_off": _("Was cut off in the middle of a talk"),
    "queue.handed_on": _("Handed over by a colleague"),
    "queue.others": Plural(*ngettext_noop("{n} waits for a colleague", "{n} wait for colleagues")),
    # the talk
    "log.label": _("Talk: {label}"),
    "log.visitor": _("Visitor"),
    "log.you": _("You"),
    "log.empty": _("Nothing written yet. Say hello: people stay when somebody greets them soon."),
    "log.below": Plural(*ngettext_noop("{n} new message", "{n} new messages")),
    "log.typing": _("The visitor is writing …"),
    "mark.pending": _("sending …"),
    "mark.waiting": _("kept, not sent yet"),
    "mark.sent": _("sent"),
    "mark.seen": _("read"),
    "mark.failed": _("Not sent. {reason}"),
    "mark.back": _("Back to the text box"),
    "notice.joined": _("{alias} ({city}) joined the talk."),
    # Translators: the visitor waits no longer; the question is answered in writing.
    "notice.question_left": _("The question is left, to be answered in writing."),
    "notice.came_back": _("The visitor is back and wants to talk."),
    "notice.answered": _("{alias} answers in writing."),
    "notice.cut_off": _(
        "The connection to the counselor was lost. The visitor went back to the queue."
    ),
    "notice.closed.visitor_left": _("The visitor ended the talk."),
    "notice.closed.visitor_away": _("The visitor was away for too long, so the talk ended."),
    "notice.closed.counselor_closed": _("The counselor ended the talk."),
    "notice.closed.expired": _("Nobody wrote for a long time, so the talk ended."),
    "notice.closed.other": _("The talk was ended by the service."),
    "notice.held": _("Nobody wrote for a while: the talk is on hold and uses no place."),
    "notice.held_by": _("{alias} put the talk on hold: it uses no place."),
    # Translators: the visitor of a talk on hold wrote, and the counselor had no free place for it.
    "notice.no_slot": _("The visitor wrote while no place was free, and went back to the queue."),
    "notice.woken": _("The talk goes on."),
    "notice.handed_on": _("The talk was handed over."),
    "notice.handed_to": _("The talk was handed over to {alias}."),
    # Translators: {what} names a subject, a language, a city or several: "Learning · Namur".
    "notice.handed_for": _("The talk was handed over: {what}."),
    "notice.other": _("Something changed in this talk."),
    "state.online": _("The visitor is here."),
    "state.offline": _("The visitor is offline. They will see your message when they come back."),
    "state.unsure": _("Not connected: it is not known whether the visitor is here."),
    "state.over": _("The talk is over."),
    "state.on_hold": _("On hold: it uses no place. Write, and the talk goes on."),
    "state.on_hold_away": _("On hold: the visitor was away. Write, and the talk goes on."),
    "state.closed": _("The talk has ended. Choose subject and outcome."),
    "state.cut_off": _("Was cut off before: please pick up where it stopped."),
    "state.language": _("The text looks like {language} ({percent})."),
    # the answer; the element is the visitor page's
    "composer.label": _("Your answer to {label}"),
    "too_long_by": Plural(*ngettext_noop("{n} character too many", "{n} characters too many")),
    # facts
    "facts.subject": _("Subject"),
    "facts.language": _("Language"),
    "facts.page": _("Page language"),
    "facts.city": _("City asked"),
    "facts.came": _("Came at"),
    "facts.talking": _("Talking for"),
    "facts.ended": _("Ended at"),
    "facts.none": _("Open a talk to see its facts."),
    # wrap-up
    "wrap.first": _("1 of 2: choose the subject."),
    "wrap.second": _("2 of 2 ({subject}): choose how it ended. This closes the talk."),
    "wrap.no_subject": _("No subject"),
    # Translators: beside the subject that the visitor chose.
    "wrap.asked": _("asked"),
    "wrap.closing": _("Closing …"),
    # what became of a talk
    "gone.taken": _("A colleague was faster and has taken this visitor."),
    "gone.left": _("The visitor has left."),
    "gone.question_left": _("The visitor waits no longer and has left the question in writing."),
    "gone.no_answer": _("You did not answer in time. The visitor goes to a colleague."),
    "gone.declined": _("Passed on. The visitor keeps their place."),
    "gone.erased": _("The visitor has erased this conversation."),
    "gone.counselor_lost": _(
        "Your connection was away for too long. The visitor went back to the queue."
    ),
    "gone.transferred": _("A colleague has taken the talk that you handed over."),
    "gone.no_slot": _("The visitor came back while all your places were in use, so they wait."),
    "gone.expired": _("Nobody wrote for a long time, so the talk was closed."),
    "gone.other": _("This talk is not yours any more."),
    **MINE,
    **HANDING,
    **REFUSED,
    **COMPANY,
    **LANGUAGES,
    **FILES,
    **SHELF,
}
