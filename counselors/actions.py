"""The writers of people: whoever makes a user, a counselor or a role goes through here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from counselors import audit, second_factor
from counselors.models import (
    Act,
    City,
    Counselor,
    Language,
    LanguageSkill,
    Role,
    RoleName,
    Subject,
)
from counselors.models.people import MAX_SLOTS
from counselors.permissions import DEMO_PREFIX, Grant


class CannotCreate(Exception):
    """Somebody cannot be created; ``field`` says which value is wrong, the message why."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCounselor:
    """What is known of a counselor before there is one; cities, subjects, languages by key.

    ``languages`` gives each a proficiency from 0 (just enough) to 1 (like the own language).
    ``roles`` come on top of the counselor's role in the home city.
    """

    username: str
    alias: str
    city: str
    languages: Mapping[str, float]
    subjects: Iterable[str] = ()
    slots: int = 2
    partner: str = ""
    is_reserve: bool = False
    roles: Iterable[Grant] = field(default=())
    email: str = ""


def create_counselor(new: NewCounselor, password: str) -> Counselor:
    """A counselor who can sign in; raises :class:`CannotCreate` and then leaves nothing behind."""
    with transaction.atomic():
        return add_counselor(new, create_user(new.username, password, new.email))


def create_staff(username: str, password: str, roles: Iterable[Grant]) -> User:
    """Somebody with roles who answers nobody; raises :class:`CannotCreate`."""
    with transaction.atomic():
        user = create_user(username, password)
        give_roles(user, roles)
        return user


def create_user(username: str, password: str, email: str = "") -> User:
    """A user without any right; raises :class:`CannotCreate`."""
    user = new_user(username, password, email)
    user.save()
    return user


def new_user(username: str, password: str, email: str = "") -> User:
    """The same, not saved yet; raises :class:`CannotCreate` for a taken name, a weak password.

    With an e-mail address one signs in too, and gets a new password: it belongs to one account.
    """
    if username.startswith(DEMO_PREFIX):
        raise CannotCreate(
            "username", _("“{prefix}…” is kept for the demo.").format(prefix=DEMO_PREFIX)
        )
    try:
        validate_password(password, User(username=username))
    except ValidationError as error:
        raise CannotCreate("password", " ".join(error.messages)) from error
    email = email.lower()  # as it is looked up when somebody signs in
    return _checked(User(username=username, password=make_password(password), email=email))


def add_user(username: str, encoded_password: str) -> User:
    """A user whose password is hashed already; raises :class:`CannotCreate`."""
    user = _checked(User(username=username, password=encoded_password))
    user.save()
    return user


def _checked(user: User) -> User:
    check_address(user.email, user)
    try:
        user.full_clean()
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise CannotCreate(name, " ".join(messages)) from error
    return user


def check_address(email: str, of: User) -> None:
    """Raises :class:`CannotCreate` when the address belongs to another account."""
    others = User.objects.exclude(pk=of.pk).filter(email__iexact=email)
    if email and others.exists():
        raise CannotCreate("email", _("Another account has this e-mail address."))


def add_counselor(new: NewCounselor, user: User, *, is_demo: bool = False) -> Counselor:
    """The counselor behind an existing user."""
    _check(new)
    counselor = Counselor.objects.create(
        user=user,
        alias=new.alias,
        city_id=_known(City, "city", [new.city])[0],
        partner=new.partner,
        slots=new.slots,
        is_reserve=new.is_reserve,
        is_demo=is_demo,
    )
    counselor.subjects.set(
        Subject.objects.in_bulk(_known(Subject, "subjects", new.subjects)).values()
    )
    LanguageSkill.objects.bulk_create(
        LanguageSkill(counselor=counselor, language_id=code, proficiency=new.languages[code])
        for code in _known(Language, "languages", new.languages)
    )
    give_roles(user, [Grant(RoleName.COUNSELOR, new.city), *new.roles])
    return counselor


def give_roles(user: User, roles: Iterable[Grant]) -> None:
    """Add roles; one that the user has already changes nothing."""
    for given in roles:
        if given.role not in RoleName.values:
            raise CannotCreate("roles", _one_of(RoleName.values))
        city = _known(City, "roles", [given.city])[0] if given.city else None
        Role.objects.get_or_create(user=user, name=given.role, city_id=city)


def move_home(counselor: Counselor, before: str) -> None:
    """The counselor's role follows from the city ``before`` to the present one."""
    role = RoleName.COUNSELOR
    Role.objects.filter(user=counselor.user, name=role, city_id=before).delete()
    give_roles(counselor.user, [Grant(role, counselor.city_id)])


def set_sign_in(user: User, *, may_sign_in: bool, new_password: str, email: str) -> None:
    """Let somebody in or keep them out; an empty password keeps the old one."""
    user.is_active, user.email = may_sign_in, email.lower()
    if new_password:
        user.set_password(new_password)
    user.save()


@transaction.atomic
def off_board(username: str, by: str, now: datetime) -> None:
    """Somebody leaves: no sign-in any more, sessions and sockets end, talks go back to the queue.

    ``by``: who says so, for the audit trail. Raises ``User.DoesNotExist``.
    """
    user = User.objects.get(username=username)
    user.is_active = False
    user.save(update_fields=["is_active"])
    audit.record(by, Act.CHANGED_PERSON, f"user:{user.pk}", now, detail="off-boarded")


@transaction.atomic
def forget_second_step(username: str, by: str, now: datetime) -> None:
    """Somebody lost phone, key and paper: they set up a new one. Raises ``User.DoesNotExist``."""
    user = User.objects.get(username=username)
    second_factor.forget(user)
    audit.record(by, Act.CHANGED_PERSON, f"user:{user.pk}", now, detail="second step forgotten")


def role_from(text: str) -> Grant:
    """“coordinator:namur” is a role in one city, “administrator” one in all of them."""
    role, _, city = text.partition(":")
    return Grant(role, city or None)


def _check(new: NewCounselor) -> None:
    """What the database would refuse too, in words."""
    if not 1 <= len(new.alias) <= 40:
        raise CannotCreate("alias", _("Expected 1 to 40 characters."))
    if not 1 <= new.slots <= MAX_SLOTS:
        raise CannotCreate("slots", _("Expected 1 to {most}.").format(most=MAX_SLOTS))
    if not new.languages:
        raise CannotCreate("languages", _("Expected at least one language."))
    if not all(0 <= share <= 1 for share in new.languages.values()):
        raise CannotCreate("languages", _("Expected proficiencies from 0 to 1."))


def _known(model: type[City | Subject | Language], name: str, wanted: Iterable[str]) -> list[str]:
    """The keys, all of which exist; else the error lists those that do."""
    known = list(model.objects.values_list("pk", flat=True))
    for key in (keys := list(wanted)):
        if key not in known:
            raise CannotCreate(name, f"“{key}”: {_one_of(known)}")
    return keys


def _one_of(known: Iterable[str]) -> str:
    return _("Expected one of: {known}.").format(known=", ".join(known))
