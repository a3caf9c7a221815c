"""Words are counted as hashes, told once many have said them, and forgotten with their month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from chat import fold, retention
from chat.models import Conversation
from tests.chat_people import NOW, open_house, say, visitor
from tests.integration.transcripts.test_publishing import FACT, TODAY
from transcripts import actions, publishing
from transcripts.models import Release, WordCount

pytestmark = pytest.mark.django_db
K = 5


def said(*words: str, times: int = 1, **other: object) -> None:
    """So many conversations that said these words, with their facts."""
    fact = replace(FACT, **other)  # type: ignore[arg-type]
    actions.record_many([fact] * times)
    for _ in range(times):
        actions.record_words(fact, words, K)


def told(month: str = "2025-01") -> dict[str, dict[str, int]]:
    words: dict[str, dict[str, int]] = Release.objects.get(period=month).tables["words"]
    return words


def test_a_word_is_nobodys_to_read_until_enough_have_said_it() -> None:
    said("stage", "zeldzaam", times=K - 1)
    assert set(WordCount.objects.values_list("word", flat=True)) == {""}
    assert "stage" not in str(list(WordCount.objects.values()))
    said("stage")
    assert sorted(WordCount.objects.values_list("word", "many")) == [("", K - 1), ("stage", K)]


def test_a_release_tells_the_words_of_many_by_rank_and_forgets_them_all() -> None:
    said("stage", times=40)
    said("formation", "stage", times=20)
    said("rare", times=K - 1)
    said("emploi", times=60, subject_asked="working")
    said("later", times=9, day=date(2025, 2, 3))
    publishing.publish("2025-01", TODAY, K)
    assert told() == {
        "2025/2025-01/learning/fr": {"stage": 1, "formation": 2},
        "2025/2025-01/working/fr": {"emploi": 1},
    }
    assert set(WordCount.objects.values_list("month", flat=True)) == {"2025-02"}


def test_words_that_come_late_are_told_with_the_next_month() -> None:
    said("stage", times=40)
    publishing.publish("2025-01", TODAY, K)
    said("retard", times=K)
    said("retard", "stage", times=40, day=date(2025, 2, 3))
    said("autre", times=30, day=date(2025, 2, 3), subject_asked="working")
    publishing.publish("2025-02", TODAY, K)
    assert told("2025-02")["2025/2025-02/learning/fr"] == {"retard": 1, "stage": 2}


def test_no_list_is_told_of_a_group_that_could_tell_who_the_others_are() -> None:
    said("stage", times=60)
    said("emploi", times=60, subject_asked="working")
    said("робота", times=K + 1, language="uk")
    said("навчання", times=1, language="uk", subject_asked="working")
    publishing.publish("2025-01", TODAY, K)
    assert set(told()) == {"2025/2025-01/learning/fr", "2025/2025-01/working/fr"}


def test_folding_counts_the_visitors_words_without_names_and_numbers() -> None:
    open_house()
    for _ in range(K):
        row = visitor(text="Bonjour, je m’appelle Awa Diallo")
        say(row, "Je cherche un stage, écrivez à awa@example.com ou au 0470 12 34 56")
        Conversation.objects.filter(pk=row.pk).update(
            state="closed", closed_at=NOW, closed_by="visitor_left"
        )
        assert fold.step(NOW + timedelta(days=1))
    words = {word for word in WordCount.objects.values_list("word", flat=True) if word}
    assert "stage" in words
    assert not words & {"awa", "diallo", "example", "com", "email", "phone", "person"}
    assert {each.many for each in WordCount.objects.all()} == {K}


def test_words_that_nobody_publishes_go_some_weeks_after_their_month() -> None:
    kept = next(each for each in retention.KEPT if each.key == "word")
    today = timezone.localdate()
    recent, old = (today - timedelta(days=days) for days in (40, 120))
    for day in (recent, old):
        said("stage", day=day)
    oldest = kept.oldest()
    assert oldest is not None
    assert oldest.date() >= old
    retention.sweep(timezone.now())
    assert list(WordCount.objects.values_list("month", flat=True)) == [f"{recent:%Y-%m}"]
    (receipt,) = (each for each in retention.report(timezone.now()) if each.key == "word")
    assert (receipt.today, receipt.late) == (1, False)
