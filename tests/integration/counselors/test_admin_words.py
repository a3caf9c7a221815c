"""The admin's own words: where Django has none in a language, no French shows through."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from counselors import djangos_words
from tests.integration.counselors.conftest import ADMINISTRATOR, SignedIn, Staff

OTHERS = ("nl", "de", "uk")


@pytest.mark.parametrize("language", OTHERS)
def test_the_first_page_of_the_admin_has_no_word_in_french(
    staff: Staff, signed_in: SignedIn, language: str
) -> None:
    client = signed_in(staff("ada", ADMINISTRATOR))
    answer = client.get(reverse("admin:index"), headers={"accept-language": language})
    page = answer.content.decode()
    assert f'lang="{language}"' in page
    with translation.override("fr"):
        french = [translation.gettext(word) for word in djangos_words.ADMIN]
    assert [word for word in french if word in page] == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_short_password_is_refused_in_the_own_language(language: str, count: int) -> None:
    (short,) = djangos_words.PASSWORDS
    with translation.override("fr"):
        french = str(short % count)
    with translation.override(language):
        assert str(short % count) != french
