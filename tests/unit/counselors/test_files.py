"""The files of ``config/``: what is wrong in them is said by file, key and expectation."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from counselors.files import ConfigError
from counselors.loading.demo_files import made_up
from counselors.loading.listed import listed
from miti.env import ROOT

NAMES = 'names = {{ fr = "E", nl = "E", en = "E", de = "E", uk = "E", ar = "E"{} }}\n'
CITY = f'[[city]]\nkey = "eupen"\n{NAMES}'
WINDOW = '[[window]]\ndays = ["{}"]\nopens = {}\ncloses = {}\n'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A copy of the project's own files, to be spoiled."""
    return Path(shutil.copytree(ROOT / "config", tmp_path / "config"))


FAULTS = [
    ("cities.toml", "[[city", "", "expected TOML"),
    ("cities.toml", "[[city]]\nkey = 7\n", "city[0].key", "`str`"),
    ("cities.toml", '[[city]]\nkey = "Eupen"\nnames = {}\n', "city[0].key", "^[a-z]"),
    ("cities.toml", CITY.format("") + "street = 1\n", "city[0]", "street"),
    ("cities.toml", CITY.format(', pl = "E"'), "eupen.names.pl", "languages.toml"),
    ("cities.toml", CITY.format("").replace(', uk = "E"', ""), "eupen.names.uk", "expected a name"),
    ("cities.toml", CITY.format("") * 2, "city", "“eupen” only once"),
    ("cities.toml", CITY.format("") + 'timezone = "Mars"\n', "eupen", "Mars"),
    ("subjects.toml", '[[subject]]\nkey = "a"\nnames = {}\n', "subject[0]", "hints"),
    ("hours.toml", WINDOW.format("someday", "09:00:00", "12:00:00"), "days[0]", "someday"),
    ("hours.toml", WINDOW.format("monday", '"nine"', "12:00:00"), "window[0].opens", "time"),
    ("hours.toml", WINDOW.format("monday", "12:00:00", "09:00:00"), "brussels, monday", "before"),
    (
        "hours.toml",
        WINDOW.format("monday", "09:00:00", "12:00:00")
        + WINDOW.format("monday", "11:00:00", "13:00:00"),
        "brussels",
        "out of order",
    ),
    (
        "hours.toml",
        WINDOW.format("monday", "09:00:00", "12:00:00") + 'cities = ["atlantis"]\n',
        "window.cities",
        "“atlantis” is none of brussels, charleroi, liege, namur",
    ),
    ("holidays.toml", '[default]\ncountry = "ZZ"\n', "default", "ZZ"),
    ("holidays.toml", '[default]\ncountry = "BE"\n[cities.x]\ncountry = "BE"\n', "cities", "“x”"),
    (
        "holidays.toml",
        '[default]\ncountry = "BE"\n[[closure]]\nday = "soon"\nnames = { fr = "x" }\n',
        "closure[0].day",
        "date",
    ),
]


@pytest.mark.parametrize(("name", "text", "key", "expected"), FAULTS)
def test_a_wrong_file_is_named_with_the_key_and_what_was_expected(
    config: Path, name: str, text: str, key: str, expected: str
) -> None:
    (config / name).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        listed(config)
    assert caught.value.file == config / name
    assert key in caught.value.key
    assert expected in caught.value.expected
    assert str(caught.value).startswith(f"{config / name}: ")


def test_a_file_that_is_missing_is_named(config: Path) -> None:
    (config / "hours.toml").unlink()
    with pytest.raises(ConfigError, match=r"hours\.toml: cannot be read"):
        listed(config)


DEMO_FAULTS = [
    ('city = "charleroi"', 'city = "atlantis"', "demo-karim.city"),
    ('subjects = ["learning", "moving"]', 'subjects = ["dancing"]', "demo-giulia.subjects"),
    ("languages = { fr = 1.0 }", "languages = { pl = 1.0 }", "demo-giulia.languages"),
    ("languages = { fr = 1.0 }", "languages = { fr = 7.0 }", "languages"),
    ('username = "demo-karim"', 'username = "karim"', "username"),
    ('username = "demo-karim"', 'username = "demo-giulia"', "username"),
    ('roles = ["administrator"]', 'roles = ["king"]', "demo-admin.roles"),
    ('roles = ["administrator"]', 'roles = ["administrator:atlantis"]', "demo-admin.roles"),
]


@pytest.mark.parametrize(("good", "bad", "key"), DEMO_FAULTS)
def test_a_wrong_line_of_the_demo_is_named(config: Path, good: str, bad: str, key: str) -> None:
    file = config / "demo" / "demo.toml"
    text = file.read_text(encoding="utf-8")
    assert good in text
    file.write_text(text.replace(good, bad), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        made_up(config)
    assert caught.value.file == file
    assert key in caught.value.key


def test_a_city_has_its_own_hours_where_it_is_named_and_the_common_ones_elsewhere(
    config: Path,
) -> None:
    (config / "hours.toml").write_text(
        WINDOW.format("monday", "09:00:00", "12:00:00")
        + WINDOW.format("sunday", "10:00:00", "11:00:00")
        + 'cities = ["namur"]\n',
        encoding="utf-8",
    )
    files = listed(config)
    assert [day for day, _, _ in files.windows_of("namur")] == [6]
    assert [day for day, _, _ in files.windows_of("liege")] == [0]


def test_somebody_in_the_demo_can_answer_every_subject_in_every_language() -> None:
    files = listed(ROOT / "config")
    served = {
        (language, subject)
        for counselor in made_up(ROOT / "config").demo.counselor
        for language in counselor.languages
        for subject in counselor.subjects
    }
    assert served == {(a, b) for a in files.language_codes for b in files.subject_keys}
