"""Reading what the service knows: people, places, hours."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from counselors import second_factor
from counselors.models import City, Counselor, Language, Resource, Role, Subject
from counselors.models.reference import name_in
from counselors.permissions import DEMO_PREFIX, Grant, may_answer


def wants_samples(city: str) -> bool:
    """Whether this city keeps review samples of its talks."""
    return City.objects.filter(pk=city, review_samples=True).exists()


def grants_of(user_id: int | None) -> tuple[Grant, ...]:
    """The roles of a user; none for somebody who is not signed in.

    A superuser is an administrator of all cities, no more. A demo user, whose password everybody
    knows, has no roles outside a demo. Nor has, for now, who must set up a second step first.
    """
    user = User.objects.filter(pk=user_id or 0, is_active=True).first()
    if user is None or (user.username.startswith(DEMO_PREFIX) and not settings.DEMO):
        return ()
    roles = roles_of(user)
    missing = second_factor.is_missing(user.pk, roles, settings.SECOND_FACTOR_ROLES)
    return () if missing else roles


def roles_of(user: User) -> tuple[Grant, ...]:
    """The roles that a user was given, whether or not they count at present."""
    rows = Role.objects.filter(user=user).values_list("name", "city_id")
    roles = tuple(Grant(role, city) for role, city in rows)
    return (*roles, Grant("administrator", None)) if user.is_superuser else roles


def counselor_of(user_id: int | None) -> Counselor | None:
    """The counselor behind a user who holds the counselor's role, if any; see ``grants_of``."""
    if not may_answer(grants_of(user_id)):
        return None
    return Counselor.objects.filter(user_id=user_id or 0).first()


def reference(language: str) -> dict[str, list[dict[str, Any]]]:
    """Cities, subjects and languages as a page shows them, with names in ``language``.

    What is for a demo only is among them only in a demo. Languages carry their own name.
    """
    cities = City.objects.all() if settings.DEMO else City.objects.filter(is_demo=False)
    return {
        "cities": [
            {"key": city.key, "name": name_in(city.names, language), "demo": city.is_demo}
            for city in cities
        ],
        "subjects": [
            {
                "key": subject.key,
                "name": name_in(subject.names, language),
                "hint": name_in(subject.hints, language),
            }
            for subject in Subject.objects.all()
        ],
        "languages": [
            {"code": language.code, "name": language.name}
            for language in Language.objects.filter(pk__in=dict(settings.LANGUAGES))
        ],
    }


def names_of(city: str | None, subject: str | None, language: str) -> tuple[str, str]:
    """The names of a city and a subject in a language; empty for None."""
    cities = City.objects.filter(pk=city).values_list("names", flat=True)
    subjects = Subject.objects.filter(pk=subject).values_list("names", flat=True)
    return name_in(cities.first() or {}, language), name_in(subjects.first() or {}, language)


def due_for_review(resources: QuerySet[Resource], today: date) -> QuerySet[Resource]:
    """Those that nobody has ever checked, or not within their own interval."""
    late = [
        pk
        for pk, checked, days in resources.exclude(last_checked=None).values_list(
            "pk", "last_checked", "review_days"
        )
        if checked and checked + timedelta(days=days) < today
    ]
    return resources.filter(Q(last_checked=None) | Q(pk__in=late))


def exists(city: str | None, subject: str | None, language: str) -> bool:
    """Whether these keys name a city, a subject and a language; None is always good."""
    return (
        Language.objects.filter(pk=language).exists()
        and (city is None or City.objects.filter(pk=city).exists())
        and (subject is None or Subject.objects.filter(pk=subject).exists())
    )
