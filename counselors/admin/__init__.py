"""Django's admin for reference data and people, limited by role and city."""

from counselors.admin import audit, people, places, resources

__all__ = ["audit", "people", "places", "resources"]
