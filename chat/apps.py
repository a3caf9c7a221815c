"""Conversations, their sockets, their life."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChatConfig(AppConfig):
    """The app of the conversations."""

    name = "chat"
    verbose_name = _("Chat")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Open sockets hear of it when somebody signs out or may do less."""
        from chat import signing_out

        signing_out.connect()
