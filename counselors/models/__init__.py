"""Everything the service knows before anybody asks: places, people, duty, resources."""

from counselors.models.audit import Act, AppendOnly, AuditEntry
from counselors.models.duty import Duty, DutyState
from counselors.models.people import Counselor, LanguageSkill, Role, RoleName
from counselors.models.reference import City, Closure, Language, OpeningWindow, Subject
from counselors.models.resources import Kind, LinkState, Resource, ResourceChange, ResourceVersion

__all__ = [
    "Act",
    "AppendOnly",
    "AuditEntry",
    "City",
    "Closure",
    "Counselor",
    "Duty",
    "DutyState",
    "Kind",
    "Language",
    "LanguageSkill",
    "LinkState",
    "OpeningWindow",
    "Resource",
    "ResourceChange",
    "ResourceVersion",
    "Role",
    "RoleName",
    "Subject",
]
