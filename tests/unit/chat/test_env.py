from __future__ import annotations

import base64

import pytest

from miti.env import SETTINGS, SettingError, read, table

KEY = "x" * 40
MASTER = base64.b64encode(bytes(32)).decode()


def test_without_a_word_from_the_operator_every_setting_has_its_default() -> None:
    values = read({})
    assert set(values) == {setting.name for setting in SETTINGS}
    assert values["MITI_OFFER_SECONDS"] == 20
    assert values["MITI_HOSTS"] == ("127.0.0.1", "localhost")
    assert values["MITI_DEMO"] is False


def test_a_setting_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(SettingError, match="MITI_OFER_SECONDS"):
        read({"MITI_OFER_SECONDS": "20"})


def test_settings_of_other_programs_are_none_of_ours() -> None:
    assert "PATH" not in read({"PATH": "/usr/bin", "XMITI_X": "1"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MITI_DEMO", "perhaps"),
        ("MITI_OFFER_SECONDS", "0"),
        ("MITI_OFFER_SECONDS", "nan"),
        ("MITI_OFFER_SECONDS", "soon"),
        ("MITI_THREADS", "2.5"),
        ("MITI_SAY_BURST", "0"),
        ("MITI_QUICK_EXIT", "http://example.org/"),
        ("MITI_QUICK_EXIT", "https://"),
        ("MITI_QUICK_EXIT", "javascript:alert(1)"),
    ],
)
def test_a_value_that_cannot_be_used_names_its_setting(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        read({name: value})


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"MITI_PRODUCTION": "yes", "MITI_SECRET_KEY": KEY, "MITI_DEMO": "yes"}, "MITI_DEMO"),
        (
            {"MITI_PRODUCTION": "yes", "MITI_SECRET_KEY": KEY, "MITI_FAULTS": "drop=1"},
            "MITI_FAULTS",
        ),
        ({"MITI_PRODUCTION": "yes", "MITI_SECRET_KEY": "short"}, "MITI_SECRET_KEY"),
        ({"MITI_PRODUCTION": "yes", "MITI_SECRET_KEY": KEY}, "MITI_MASTER_KEY"),
        ({"MITI_MASTER_KEY": "short"}, "MITI_MASTER_KEY"),
        ({"MITI_OTHER_MASTER_KEYS": f"{MASTER},AAAA"}, "MITI_OTHER_MASTER_KEYS"),
        ({"MITI_PULSE_SECONDS": "30"}, "MITI_LEASE_SECONDS"),
    ],
)
def test_what_does_not_go_together_is_refused(settings: dict[str, str], named: str) -> None:
    with pytest.raises(SettingError, match=named):
        read(settings)


def test_production_with_a_long_key_is_accepted() -> None:
    values = read({"MITI_PRODUCTION": "on", "MITI_SECRET_KEY": KEY, "MITI_MASTER_KEY": MASTER})
    assert values["MITI_PRODUCTION"] is True
    assert values["MITI_MASTER_KEY"] == bytes(32)


def test_every_setting_stands_in_the_table_with_its_meaning() -> None:
    rows = table().splitlines()
    assert len(rows) == 2 + len(SETTINGS)
    assert all(setting.meaning for setting in SETTINGS)
