"""What may be known afterwards."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranscriptsConfig(AppConfig):
    """The app of the facts; it sees neither conversations nor people."""

    name = "transcripts"
    verbose_name = _("Statistics")
    default_auto_field = "django.db.models.BigAutoField"
