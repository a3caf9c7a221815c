"""Words about files in a talk: what the visitor is asked, and what both sides read of it."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from chat.words import Plural, Word, ngettext_noop

BOTH: Final[dict[str, Word | Plural]] = {
    # Translators: a picture that a visitor sent; {size} is like "240 kB".
    "file_picture": _("Picture · {size}"),
    # Translators: {size} is like "240 kB".
    "file_pdf": Plural(*ngettext_noop("PDF, {n} page · {size}", "PDF, {n} pages · {size}")),
    # Translators: button; keeps a file on one's own device.
    "file_save": _("Save"),
}
DESK: Final[dict[str, Word | Plural]] = {
    **BOTH,
    # Translators: button; the visitor can then send a letter or a CV.
    "file_ask": _("Ask for a file"),
    # Translators: that button, while the visitor has not sent anything yet.
    "file_waits": _("A file is asked for"),
    # Translators: shows a picture in a tab of its own.
    "file_open": _("Open"),
    # Translators: what a picture is called, for those who do not see it.
    "file_preview": _("Picture from the visitor"),
    "notice.file_asked": _("{alias} asked for a file."),
}
VISITOR: Final[dict[str, Word | Plural]] = {
    **BOTH,
    "notice_file_asked": _("{alias} asks you for a file."),
    "file_hint": _(
        "A picture or a PDF, at most 8 MB. Only your adviser and colleagues who help see it. We "
        "remove where and when a picture was taken. You do not have to."
    ),
    "file_choose": _("Choose a file or take a picture"),
    "file_not_now": _("Not now"),
    "file_send": _("Send"),
    # Translators: button; instead of the file that was chosen.
    "file_other": _("Choose another file"),
    "file_again": _("Try again"),
    "file_cancel": _("Cancel"),
    "file_sending": _("Your file is on its way."),
    "file_checking": _("Your file has arrived. We are checking it."),
    "file_sent": _("Your file is sent. You can send another one."),
    "file_gone": _("This file is not there any more."),
    "file_refused_cut": _("The connection broke off. Try again: nothing is sent twice."),
    "file_refused_kind": _(
        "We only take pictures (JPEG, PNG, WebP) and PDFs. Is it another kind of picture, such as "
        "HEIC? Take a screenshot of it and send that."
    ),
    "file_refused_too_large": _("This file is too large. We take at most 8 MB and 60 pages."),
    "file_refused_unreadable": _("This file is broken. You can send a picture of the page."),
    "file_refused_locked": _("This PDF has a password. Save it without one, or send a picture."),
    "file_refused_not_allowed": _("No file is asked for any more."),
    "file_refused_wrong_state": _("No file is asked for any more."),
    "file_refused_not_found": _("This conversation is not there any more."),
    "file_refused_too_many": _("There are enough files in this conversation."),
    "file_refused_too_fast": _("Too many files at once. Wait a moment and try again."),
    "file_refused_unavailable": _("We cannot store anything just now. Try again soon."),
}
