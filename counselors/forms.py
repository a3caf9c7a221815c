"""Forms of the admin: names by language, weekly windows, and people who can sign in."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from counselors import actions, sanitize, variables
from counselors.models import Closure, Counselor, OpeningWindow, ResourceVersion
from routing.hours import Hours, InvalidHours

if TYPE_CHECKING:  # generic for mypy only
    ClosureModelForm = forms.ModelForm[Closure]
    CounselorModelForm = forms.ModelForm[Counselor]
    VersionModelForm = forms.ModelForm[ResourceVersion]
    WindowModelForm = forms.ModelForm[OpeningWindow]
    WindowsBase = BaseInlineFormSet[Any, Any, Any]
else:
    ClosureModelForm = CounselorModelForm = forms.ModelForm
    VersionModelForm = WindowModelForm = forms.ModelForm
    WindowsBase = BaseInlineFormSet


class NamesWidget(forms.MultiWidget):
    """One line for each language of the pages."""

    def __init__(self) -> None:
        super().__init__(
            {
                code: forms.TextInput(
                    {"lang": code, "placeholder": name, "aria-label": name, "class": "vTextField"}
                )
                for code, name in settings.LANGUAGES
            }
        )

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code, _name in settings.LANGUAGES]


class NamesField(forms.MultiValueField):
    """Names by language; at least one. A page in another language shows no name."""

    def __init__(self, **kwargs: Any) -> None:
        lines = [forms.CharField(max_length=80, required=False) for _ in settings.LANGUAGES]
        super().__init__(lines, widget=NamesWidget(), require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        codes = (code for code, _name in settings.LANGUAGES)
        return {code: name for code, name in zip(codes, data_list, strict=False) if name}


class ClosureForm(ClosureModelForm):
    """A closed day and what it is called."""

    names = NamesField(label=_("Names"))

    class Meta:
        model = Closure
        fields = ("city", "day", "names")


class WindowForm(WindowModelForm):
    """One window, with its weekday in words."""

    weekday = forms.TypedChoiceField(label=_("Weekday"), coerce=int, choices=list(WEEKDAYS.items()))

    class Meta:
        model = OpeningWindow
        fields = ("weekday", "opens", "closes")


class WindowFormSet(WindowsBase):
    """All windows of a city: together they must be hours that ``routing.hours`` takes."""

    def clean(self) -> None:
        super().clean()
        known = [form.instance.pk for form in self.initial_forms]
        others = OpeningWindow.objects.filter(city=self.instance.pk).exclude(pk__in=known)
        if self.has_changed() and others.exists():
            # Back in the browser, or a colleague: these windows would stand beside those
            raise ValidationError(_("These hours have changed meanwhile. Load the page again."))
        rows = [form.cleaned_data for form in self.forms if form not in self.deleted_forms]
        windows = sorted((r["weekday"], r["opens"], r["closes"]) for r in rows if "closes" in r)
        weekly: dict[int, tuple[Any, ...]] = {}
        for weekday, opens, closes in windows:
            weekly[weekday] = (*weekly.get(weekday, ()), (opens, closes))
        try:
            Hours(weekly=weekly)
        except InvalidHours as error:
            message = _("Two windows of a day overlap, or one ends before it begins.")
            raise ValidationError(message) from error


class VersionForm(VersionModelForm):
    """A resource in one language; what could not be shown to a visitor is refused here."""

    link = forms.URLField(
        label=capfirst(_("link")), max_length=300, required=False, assume_scheme="https"
    )

    class Meta:
        model = ResourceVersion
        fields = ("language", "title", "body", "link", "words")
        help_texts = {
            "body": _(
                "Markdown. A place like {city|our cities} is filled when the text is used; what "
                "stands behind | is said when the value is not known."
            )
        }

    def clean_body(self) -> str:
        text: str = self.cleaned_data["body"]
        try:
            variables.check(text)
            sanitize.rich(text)
        except variables.UnknownVariable as error:
            known = ", ".join(variables.NAMES)
            message = _("A place is {name|words for when it is empty}; the names are: %(known)s.")
            raise ValidationError(message, params={"known": known}) from error
        except sanitize.TooMuchMarkup as error:
            raise ValidationError(_("This text has too much markup.")) from error
        return text


class CounselorForm(CounselorModelForm):
    """What visitors see and what routing needs, without the sign-in."""

    class Meta:
        model = Counselor
        fields = ("alias", "city", "partner", "subjects", "slots", "is_reserve")
        widgets = {"subjects": forms.CheckboxSelectMultiple}


class NewCounselorForm(CounselorForm):
    """A counselor and the user that they sign in with."""

    username = forms.CharField(label=_("User name"), max_length=150)
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("Tell it to the person by another way than e-mail."),
    )
    email = forms.EmailField(label=_("E-mail address"), required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "username" in data and "password" in data:
            try:
                self.user = actions.new_user(
                    data["username"], data["password"], data.get("email", "")
                )
            except actions.CannotCreate as error:
                self.add_error(error.field if error.field in data else None, error.why)
        return data


class SignInForm(CounselorForm):
    """A counselor whose sign-in may be managed too."""

    may_sign_in = forms.BooleanField(label=_("May sign in"), required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    forget_second_step = forms.BooleanField(
        label=_("Forget the second step"),
        required=False,
        help_text=_("For somebody who lost phone and codes. First make sure that it is them."),
    )
    new_password = forms.CharField(
        label=_("New password"),
        required=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("Leave empty to keep the old one."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["may_sign_in"].initial = self.instance.user.is_active
        self.fields["email"].initial = self.instance.user.email

    def clean_email(self) -> str:
        return _free(self.cleaned_data["email"], self.instance.user)

    def clean_new_password(self) -> str:
        password: str = self.cleaned_data["new_password"]
        if password:
            validate_password(password, self.instance.user)
        return password


class StaffForm(UserChangeForm):  # type: ignore[type-arg]  # not generic while running
    """Somebody who signs in, whether they answer or not."""

    def clean_email(self) -> str:
        return _free(self.cleaned_data["email"], self.instance)


def _free(address: str, user: User) -> str:
    """The address as it is stored, if it is nobody else's."""
    try:
        actions.check_address(address, user)
    except actions.CannotCreate as error:
        raise ValidationError(error.why) from error
    return address.lower()
