from __future__ import annotations

import shutil
from datetime import time
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core import serializers
from django.forms import model_to_dict
from django.utils import timezone
from pytest_django import Settings

from counselors import selectors, shelf
from counselors.exchange import markdown
from counselors.files import ConfigError
from counselors.loading import (
    DemoRefused,
    demo_sign_ins,
    load_demo,
    load_reference,
    reset_hours,
)
from counselors.loading.shelf import offered
from counselors.models import (
    City,
    Closure,
    Counselor,
    Language,
    OpeningWindow,
    Resource,
    Role,
    Subject,
)
from tests.integration.counselors.conftest import CONFIG


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A copy of the project's own files, to be changed."""
    return Path(shutil.copytree(CONFIG, tmp_path / "config"))


def everything() -> str:
    """All rows that the loaders write, as text."""
    models = (City, Subject, OpeningWindow, Closure, User, Counselor, Role, Resource)
    return "".join(serializers.serialize("json", model.objects.all()) for model in models)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_files_become_cities_subjects_and_hours(reference: Path) -> None:
    assert list(City.objects.values_list("pk", flat=True)) == [
        "brussels",
        "charleroi",
        "liege",
        "namur",
    ]
    assert City.objects.get(pk="liege").names["nl"] == "Luik"
    assert Subject.objects.count() == 5
    friday = OpeningWindow.objects.get(city="namur", weekday=4)
    assert (friday.opens, friday.closes) == (time(9), time(12))
    assert not OpeningWindow.objects.filter(weekday__gt=4).exists()


def test_a_language_that_only_a_demo_offers_stays_out_of_every_other_service(
    reference: Path, settings: Settings
) -> None:
    assert not Language.objects.filter(pk="ar").exists()
    shelf = markdown.read(reference / "resources")
    assert any("ar" in entry.versions for entry in shelf)
    assert not any("ar" in entry.versions for entry in offered(shelf))
    settings.DEMO = True
    assert load_reference(reference).created == ["language ar"]
    assert offered(shelf) == shelf


def test_loading_twice_changes_nothing(reference: Path, demo_allowed: None) -> None:
    load_demo(reference)
    before = everything()
    assert not load_reference(reference)
    assert not load_demo(reference)
    assert everything() == before


def test_a_new_city_needs_no_more_than_an_entry_in_a_file(reference: Path, config: Path) -> None:
    with (config / "cities.toml").open("a", encoding="utf-8") as file:
        file.write('[[city]]\nkey = "eupen"\n[city.names]\n')
        file.writelines(f'{code} = "Eupen"\n' for code in ("fr", "nl", "en", "de", "uk", "ar"))
    assert load_reference(config).created == ["city eupen"]
    assert OpeningWindow.objects.filter(city="eupen").count() == 5


def test_a_name_changed_in_the_file_arrives(reference: Path, config: Path) -> None:
    edit(config / "cities.toml", '"Lüttich"', '"Lüttich an der Maas"')
    assert load_reference(config).changed == ["city liege"]
    assert City.objects.get(pk="liege").names["de"] == "Lüttich an der Maas"


def test_hours_that_a_coordinator_changed_stay_until_they_are_reset(reference: Path) -> None:
    OpeningWindow.objects.filter(city="namur", weekday=0).update(opens=time(10))
    OpeningWindow.objects.filter(city="liege").delete()
    assert not load_reference(reference)
    assert OpeningWindow.objects.get(city="namur", weekday=0).opens == time(10)
    assert not OpeningWindow.objects.filter(city="liege").exists()
    assert reset_hours(reference).changed == ["hours of liege", "hours of namur"]
    assert OpeningWindow.objects.get(city="namur", weekday=0).opens == time(9)
    assert OpeningWindow.objects.filter(city="liege").count() == 5


def test_a_closure_of_the_file_holds_and_one_of_the_admin_stays(
    reference: Path, config: Path
) -> None:
    Closure.objects.create(city_id="namur", day="2030-05-03", names={"fr": "Pont"})
    with (config / "holidays.toml").open("a", encoding="utf-8") as file:
        file.write('[[closure]]\nday = 2030-12-24\nnames = { fr = "Fermé" }\n')
    assert load_reference(config).created == ["closure 2030-12-24"]
    assert not load_reference(config)
    edit(config / "holidays.toml", '"Fermé"', '"Fermeture"')
    assert load_reference(config).changed == ["closure 2030-12-24"]
    assert [(row.city_id, row.names["fr"]) for row in Closure.objects.order_by("day")] == [
        ("namur", "Pont"),
        (None, "Fermeture"),
    ]


def test_a_city_that_left_the_file_is_kept_and_told(reference: Path) -> None:
    City.objects.create(key="eupen", names={"de": "Eupen"})
    assert load_reference(reference).unlisted == ["city eupen"]
    assert City.objects.filter(pk="eupen").exists()


def test_a_wrong_file_changes_nothing(reference: Path, config: Path) -> None:
    before = everything()
    edit(config / "cities.toml", '"Lüttich"', '"Lüttich an der Maas"')
    edit(config / "hours.toml", "closes = 12:00:00\n\n", "closes = 08:00:00\n\n")
    with pytest.raises(ConfigError):
        load_reference(config)
    assert everything() == before


def test_the_demo_is_marked_as_such_everywhere(reference: Path, demo_allowed: None) -> None:
    load_demo(reference)
    assert Counselor.objects.count() >= 10
    assert not Counselor.objects.filter(is_demo=False).exists()
    assert not Resource.objects.filter(is_demo=False).exists()
    assert not User.objects.exclude(username__startswith="demo-").exists()
    assert [city.key for city in City.objects.filter(is_demo=True)] == ["demo"]
    assert Counselor.objects.filter(is_reserve=True).count() == 1
    assert Role.objects.filter(name="coordinator").values("user").distinct().count() == 2


def test_everybody_of_the_demo_can_sign_in(reference: Path, demo_allowed: None) -> None:
    load_demo(reference)
    for person in demo_sign_ins(reference):
        user = User.objects.get(username=person.username)
        assert user.check_password(person.password)
        assert person.role in {grant.role for grant in selectors.grants_of(user.pk)}


@pytest.mark.parametrize(("demo", "production"), [(False, False), (False, True), (True, True)])
def test_demo_data_is_refused_without_the_demo_switch_and_in_production(
    reference: Path, settings: Settings, demo: bool, production: bool
) -> None:
    settings.DEMO, settings.PRODUCTION = demo, production
    with pytest.raises(DemoRefused):
        load_demo(reference)
    assert not User.objects.exists()


def test_demo_people_and_places_that_were_left_behind_count_for_nothing(
    reference: Path, demo_allowed: None, settings: Settings
) -> None:
    load_demo(reference)
    settings.DEMO = False
    for user in User.objects.all():
        assert selectors.grants_of(user.pk) == ()
        assert selectors.counselor_of(user.pk) is None
    assert "demo" not in [city["key"] for city in selectors.reference("fr")["cities"]]
    shelf.forget()
    assert shelf.shelf(timezone.now()).index.docs == ()


def test_demo_people_changed_in_the_admin_stay_so(reference: Path, demo_allowed: None) -> None:
    load_demo(reference)
    Counselor.objects.filter(alias="Karim").update(slots=1)
    assert not load_demo(reference)
    assert model_to_dict(Counselor.objects.get(alias="Karim"))["slots"] == 1
