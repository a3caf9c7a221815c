"""People, skills, duty and canned resources."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CounselorsConfig(AppConfig):
    """The app of the people who answer."""

    name = "counselors"
    verbose_name = _("Counselors")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what changes of people and of how they sign in."""
        from counselors import sessions
        from counselors.sign_in import addresses, proving

        for each in (sessions, addresses, proving):
            each.connect()
