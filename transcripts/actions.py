"""The only writer of facts."""

import secrets
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from transcripts.disclosure.remarks import told_of
from transcripts.facts import ANY, FactValues
from transcripts.models import Fact, Remark, ReviewSample, WordCount

BY_CHANCE: Final = secrets.SystemRandom()


def record(fact: FactValues) -> None:
    """Store one fact, in the caller's transaction."""
    Fact.objects.create(**asdict(fact))


def record_many(facts: Iterable[FactValues]) -> None:
    """Store facts of the past at once: a demo's, or those of another system."""
    Fact.objects.bulk_create([Fact(**asdict(each)) for each in facts], batch_size=500)


def record_words(fact: FactValues, words: Iterable[str], k: int) -> None:
    """One more conversation like ``fact`` said these words; in the caller's transaction.

    A word is stored as a keyed hash; in clear once ``k`` conversations have said it.
    """
    subject = fact.subject_closed or fact.subject_asked
    group = {"month": f"{fact.day:%Y-%m}", "subject": subject, "language": fact.language}
    said = {_digest(subject, fact.language, word): word for word in words}
    if not said:
        return
    # in one order everywhere, so that two who count the same words wait for each other once
    WordCount.objects.bulk_create(
        [WordCount(**group, digest=each) for each in sorted(said)], ignore_conflicts=True
    )
    rows = WordCount.objects.filter(**group, digest__in=said)
    list(rows.select_for_update().order_by("digest").values_list("pk"))
    rows.update(many=F("many") + 1)
    for row in rows.filter(many__gte=k, word=""):
        row.word = said[row.digest]
        row.save(update_fields=["word"])


def _digest(subject: str, language: str, word: str) -> str:
    text = f"{language}/{subject}/{word}"
    return salted_hmac("transcripts.words", text, algorithm="sha256").hexdigest()[:32]


def take_words(last: str) -> None:
    """Forget the words of all months up to this one: they are told now, or never."""
    WordCount.objects.filter(month__lte=last).delete()


def forget_words_before(month: str) -> int:
    """Forget the words of earlier months, which nobody has published; how many they were."""
    return WordCount.objects.filter(month__lt=month).delete()[0]


def keep_sample(fact: FactValues, lines: list[list[str]], today: date) -> None:
    """Keep a redacted talk for review; in the caller's transaction."""
    ReviewSample.objects.create(
        city=fact.city_served, subject=fact.subject_closed or fact.subject_asked,
        language=fact.language, kept_since=today, lines=lines,
    )  # fmt: skip


def drop_sample(sample: int) -> None:
    """Somebody found in it what nobody should read."""
    ReviewSample.objects.filter(pk=sample).delete()


def forget_samples_until(day: date) -> int:
    """Delete the samples that are kept since this day or longer; how many they were."""
    return ReviewSample.objects.filter(kept_since__lte=day).delete()[0]


def keep_remark(month: str, city: str, language: str, text: str) -> None:
    """Keep a masked remark, untold; in the caller's transaction."""
    Remark.objects.create(pk=_any_key(), month=month, city=city, language=language, text=text)


@transaction.atomic
def settle_remarks(before: str, k: int) -> int:
    """Of the months before this one: tell the remarks of which there are enough, and delete the
    others unread; how many those were."""
    rows = list(Remark.objects.select_for_update().filter(month__lt=before, told=False))
    kept: list[Remark] = []
    for month in {row.month for row in rows}:
        alike = [row for row in rows if row.month == month]
        places = told_of([(row.city, row.language) for row in alike], k, ANY)
        for row, place in zip(alike, places, strict=True):
            if place is not None:
                told = {"city": place[0], "language": place[1], "told": True}
                kept.append(Remark(pk=_any_key(), month=month, text=row.text, **told))
    Remark.objects.filter(pk__in=[row.pk for row in rows]).delete()
    BY_CHANCE.shuffle(kept)
    Remark.objects.bulk_create(kept)
    return len(rows) - len(kept)


def _any_key() -> int:
    return BY_CHANCE.randrange(1, 2**53)


def drop_remark(remark: int) -> None:
    """Somebody found in it what nobody should read."""
    Remark.objects.filter(pk=remark, told=True).delete()


def forget_remarks_before(month: str) -> int:
    """Delete the remarks of earlier months that were told; how many they were."""
    return Remark.objects.filter(month__lt=month, told=True).delete()[0]


def count_in(month: str, before: date) -> None:
    """Every fact of a day before this one that no month has counted yet is counted in ``month``.

    In the transaction of the release that counts them: each is in one release, and only one.
    """
    Fact.objects.filter(counted_in="", day__lt=before).update(counted_in=month)


def forget_before(day: date) -> int:
    """Delete the facts of earlier days; how many they were. Releases stay: they name nobody."""
    return Fact.objects.filter(day__lt=day).delete()[0]
