from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from transcripts.models import Fact, Remark

PERSONAL = {"ip", "address", "email", "phone", "first_name", "last_name", "birth", "user_agent"}


def columns(app: str) -> Iterator[models.Field[Any, Any]]:
    for model in apps.get_app_config(app).get_models():
        yield from model._meta.local_fields
        yield from model._meta.local_many_to_many


def _app_of(model: type[models.Model] | str | None) -> str:
    return model._meta.app_label if isinstance(model, type) else str(model)


def test_a_conversation_has_no_column_for_who_somebody_is() -> None:
    for app in ("chat", "transcripts"):
        for column in columns(app):
            assert not isinstance(column, models.GenericIPAddressField | models.EmailField), column
            assert not PERSONAL & {column.name, *column.name.split("_")}, column


def test_what_is_known_afterwards_holds_no_key_to_a_conversation_or_a_person() -> None:
    relations = [
        str(column)
        for column in columns("transcripts")
        if column.is_relation and column.model._meta.app_label != _app_of(column.related_model)
    ]
    assert relations == []
    assert not [column for column in columns("transcripts") if isinstance(column, models.UUIDField)]


def test_a_fact_says_no_exact_time_no_counselor_and_nothing_long_enough_for_a_sentence() -> None:
    by_kind = {column.name: column for column in Fact._meta.get_fields()}
    allowed = (models.BigAutoField, models.DateField, models.CharField)
    for name, column in by_kind.items():
        assert isinstance(column, allowed), name
        assert not isinstance(column, models.DateTimeField), name
        assert not {"counselor", "alias", "user", "ref", "hash"} & set(name.split("_")), name
        assert not isinstance(column, models.CharField) or (column.max_length or 999) <= 64, name


def test_a_remark_says_of_whoever_wrote_it_only_a_month_a_city_and_a_language() -> None:
    assert {column.name for column in Remark._meta.get_fields()} == {
        "id", "month", "city", "language", "text", "told",
    }  # fmt: skip
    month = Remark._meta.get_field("month")
    assert month.max_length == len("2026-10")


def test_no_table_of_the_transcripts_knows_an_hour_of_the_clock() -> None:
    kinds = (models.DateTimeField, models.TimeField)
    assert not [column for column in columns("transcripts") if isinstance(column, kinds)]
