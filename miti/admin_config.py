"""Django's admin, with the house's own door.

Not in ``miti.apps``, where Django would take it for the configuration of ``miti``.
"""

from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    """Makes every ``admin.site`` of the project a ``StaffSite``."""

    default_site = "counselors.staff_site.StaffSite"
