"""Takes figures of past years over, so that comparisons start on the first day."""

from datetime import date
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from counselors.models import City, Language, Subject
from miti.problems import Problem
from miti.statistics.importing import CONTACTS, Known, Refused, read
from transcripts import publishing, selectors
from transcripts.facts import SATISFACTION, UNKNOWN, YES_NO
from transcripts.models import Release

OTHER: Final = "other"


def bring_in(file: Path, language: str, today: date) -> str:
    """Store what the file tells as releases of their own, all or nothing; says which.

    Raises :class:`Problem` with every fault of the file, in ``language``.
    """
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"import-figures: {file}: {error}") from error
    with override(language):
        try:
            found = read(text, known(today))
        except Refused as refused:
            raise Problem(f"{file.name}\n{refused}") from refused
    with transaction.atomic():
        for period, tables in found.items():
            imported = Release.Origin.IMPORTED
            publishing.store(period, today, imported, tables, settings.MITI["MITI_SMALLEST_COUNT"])
    return f"Imported: {', '.join(sorted(found)) or 'nothing'}."


def known(today: date) -> Known:
    """What such a file may speak of here."""
    told = selectors.origins()
    counted = {each[:4] for each, origin in told.items() if origin != Release.Origin.IMPORTED}
    counted |= {each[:4] for each in selectors.uncounted(today)}
    subjects = Subject.objects.values_list("key", flat=True)
    languages = Language.objects.values_list("code", flat=True)
    return Known(
        values={
            CONTACTS: frozenset({""}),
            "subject": frozenset({*subjects, UNKNOWN, OTHER}),
            "language": frozenset({*languages, OTHER}),
            "satisfaction": frozenset(SATISFACTION),
            "recommend": frozenset(YES_NO),
            "first_visit": frozenset(YES_NO),
            "found": frozenset(YES_NO),
        },
        cities=frozenset(City.objects.values_list("key", flat=True)),
        told=frozenset(told), counted=frozenset(counted), today=f"{today}",
        k=settings.MITI["MITI_SMALLEST_COUNT"],
    )  # fmt: skip
