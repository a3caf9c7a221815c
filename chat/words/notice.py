"""The notice by e-mail that an answer is there: what is asked on the page, and what is written."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from chat.words import Word

NOTICE: Final[dict[str, Word]] = {
    "title": _("A notice by e-mail, if you like"),
    "label": _("Your e-mail address"),
    "hint": _(
        "We write to it once, when the answer is there. Then we delete it. We use it for nothing "
        "else."
    ),
    "keep": _("Write to me"),
    "kept": _("We write to you when the answer is there. Then we delete your address."),
    "forget": _("Delete my address"),
    "no_address": _("This is no e-mail address. It looks like name@example.org."),
    "too_fast": _("Too many people at once. Wait a moment and try again."),
    "not_sent": _("No connection. Your address was not sent: try again in a moment."),
}

MAIL: Final[dict[str, Word]] = {
    # Translators: subject of a mail; others may see it, so it says nothing of advice or a question.
    "subject": _("Your answer is there"),
    # Translators: {page} is an address on a line of its own. Neither the question nor the code is
    # in the mail.
    "body": _(
        "Good day,\n\n"
        "The answer that you are waiting for is there. Open this page and type your return code:\n"
        "\n{page}\n\n"
        "This is the only mail: your address is deleted now. Nobody reads replies to it.\n"
    ),
}
