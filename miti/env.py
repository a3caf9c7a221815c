"""Every setting that an operator can make, read in one place and refused when unknown.

``miti.known_settings`` is the documented table; ``miti settings`` prints it. Values come from the
environment only. Two names are shared with other tools: ``DATABASE_URL`` and ``REDIS_URL``.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from miti.kinds import Setting
from miti.known_settings import SETTINGS

__all__ = ["ROOT", "SETTINGS", "SettingError", "read", "table"]
PREFIX: Final = "MITI_"
ROOT: Final = Path(__file__).resolve().parent.parent


class SettingError(Exception):
    """A setting is unknown, missing or has a value that cannot be used."""


_BY_NAME: Final = {setting.name: setting for setting in SETTINGS}


def read(environ: Mapping[str, str]) -> dict[str, Any]:
    """All settings by name; raises :class:`SettingError` naming the variable and what is wrong."""
    unknown = sorted(name for name in environ if name.startswith(PREFIX) and name not in _BY_NAME)
    if unknown:
        raise SettingError(f"unknown setting {unknown[0]}; `miti settings` lists those that exist")
    values = {name: _value(setting, environ) for name, setting in _BY_NAME.items()}
    _check_together(values)
    return values


def _value(setting: Setting, environ: Mapping[str, str]) -> Any:
    text = environ.get(setting.name, setting.default)
    try:
        return setting.read(text)
    except ValueError as error:
        raise SettingError(f"{setting.name}: {error}") from error


def _check_together(values: Mapping[str, Any]) -> None:
    """What one setting demands of another."""
    if values["MITI_PRODUCTION"] and values["MITI_DEMO"]:
        raise SettingError("MITI_DEMO: demo data is never loaded in production")
    if values["MITI_PRODUCTION"] and values["MITI_FAULTS"]:
        raise SettingError("MITI_FAULTS: only for tests")
    if values["MITI_PRODUCTION"] and len(values["MITI_SECRET_KEY"]) < 32:
        raise SettingError("MITI_SECRET_KEY: needs at least 32 characters")
    if values["MITI_PRODUCTION"] and not values["MITI_MASTER_KEY"]:
        raise SettingError("MITI_MASTER_KEY: needed in production (`openssl rand -base64 32`)")
    if values["MITI_FACT_DAYS"] < 500:
        raise SettingError("MITI_FACT_DAYS: at least 500, so that a year can be counted")
    if values["MITI_LEASE_SECONDS"] < 2 * values["MITI_PULSE_SECONDS"]:
        raise SettingError("MITI_LEASE_SECONDS: needs at least two pulses (MITI_PULSE_SECONDS)")


def table() -> str:
    """The settings as a Markdown table, for the README."""
    rows = [
        f"| `{each.name}` | {f'`{each.default}`' if each.default else '–'} | {each.meaning} |"
        for each in SETTINGS
    ]
    return "\n".join(["| variable | default | meaning |", "| --- | --- | --- |", *rows])
