"""Each recogniser by examples: what it masks, what it leaves, and how sure it says it is."""

from __future__ import annotations

import pytest

from tests.redaction_words import REDACTOR
from transcripts.redaction.domain import Mask

MASKED = [
    ("fr", "mon NISS est 85.07.30-033 28", "mon NISS est [NISS]"),
    ("nl", "bis 17 47 28 997 97 dus", "bis [NISS] dus"),
    ("fr", "sur BE68 5390 0754 7034 merci", "sur [IBAN] merci"),
    ("nl", "NL91 ABNA 0417 1643 00 en klaar", "[IBAN] en klaar"),
    ("en", "my card 4111 1111 1111 1111 failed", "my card [CARD] failed"),
    ("de", "Firma BE 0403.019.261 zahlt nicht", "Firma [VAT] zahlt nicht"),
    ("fr", "tel 0470/12.34.56 svp", "tel [PHONE] svp"),
    ("en", "call +44 20 7946 0958 please", "call [PHONE] please"),
    ("uk", "телефон +380 50 123 45 67", "телефон [PHONE]"),
    ("de", "Handy +32 (0)470 12 34 56", "Handy [PHONE]"),
    ("fr", "carte d'identité 591-1917064-58", "carte d'identité [IDDOC]"),
    ("uk", "паспорт FN538201", "паспорт [IDDOC]"),
    ("nl", "nummerplaat 1-abc-234", "nummerplaat [PLATE]"),
    ("fr", "ma plaque est ABC-123", "ma plaque est [PLATE]"),
    ("en", "write to ann.o@example.org.", "write to [EMAIL]."),
    ("fr", "ann arobase exemple point be", "[EMAIL]"),
    ("de", "ann (at) beispiel (punkt) de", "[EMAIL]"),
    ("nl", "ann @ voorbeeld . be", "[EMAIL]"),
    ("en", "my telegram is @ann_o", "my telegram is [HANDLE]"),
    ("fr", "linkedin.com/in/ann-o-12 voilà", "[URL] voilà"),
    ("fr", "né le 1er mars 1980 à Mons", "né le [DOB] à Mons"),
    ("de", "ich bin am 3.4.1990 geboren", "ich bin am [DOB] geboren"),
    ("uk", "дата народження 05.06.1977", "дата народження [DOB]"),
    ("en", "born in 1977", "born in [DOB]"),
    ("fr", "j'ai 41 ans", "j'ai [AGE] ans"),
    ("nl", "hij is 12 jaar oud", "hij is [AGE] jaar oud"),
    ("uk", "мені 36 років", "мені [AGE] років"),
    ("en", "my son Leo is 14", "my son [PERSON] is [AGE]"),
    ("fr", "j'habite 12, rue du Moulin, 4000 Liège", "j'habite [ADDRESS]"),
    ("nl", "ik woon Kerkstraat 18 bus 3, 9050 Gent", "ik woon [ADDRESS]"),
    ("de", "wohnhaft Aachener Straße 105, 4731 Eynatten", "wohnhaft [ADDRESS]"),
    ("en", "address: Sterrenwijzer 7/11 Olen, 2250 Olen", "address: [ADDRESS]"),
    ("uk", "адреса: вул. Шевченка 12, кв. 4", "адреса: [ADDRESS]"),
    ("fr", "je m'appelle awa dembélé et je cherche", "je m'appelle [PERSON] et je cherche"),
    ("nl", "mijn naam is Jan van den Berg", "mijn naam is [PERSON]"),
    ("de", "Frau Niessen antwortet nicht", "Frau [PERSON] antwortet nicht"),
    ("en", "Kind regards,\nImogen Hartley", "Kind regards,\n[PERSON]"),
    ("uk", "моє ім'я Тарас", "моє ім'я [PERSON]"),
    ("fr", "Sabrina Alonso m'a reçue", "[PERSON] m'a reçue"),
    ("fr", "insta jean_d9 ou snap: jean.d", "insta [HANDLE] ou snap: [HANDLE]"),
    ("nl", "btw NL123456789B01", "btw [VAT]"),
    ("nl", "Sint-Pietersnieuwstraat 25 B-9000 Gent", "[ADDRESS]"),
    ("fr", "rue de l'Étuve, 20 - 1000 Bruxelles", "[ADDRESS]"),
    ("fr", "né(e) le 03-04-1991", "né(e) le [DOB]"),
    ("fr", "34 ans, 2 enfants", "[AGE] ans, 2 enfants"),
    ("fr", "référence 123456789 reçue", "référence [NUMBER] reçue"),
]
LEFT = [
    ("fr", "dossier 2024/00123 en cours"),
    ("fr", "la formation commence le 12/03/2025 à 9h30"),
    ("fr", "il y a 23 ans, et j'ai 10 ans d'expérience"),
    ("fr", "1070 Anderlecht c'est votre commune ?"),
    ("fr", "rue fermée à cause des travaux"),
    ("fr", "cours de néerlandais niveau 2, passage de 3 à 4 jours"),
    ("fr", "je ne suis pas sûre, je suis perdue"),
    ("fr", "https://www.actiris.brussels/fr/citoyens/"),
    ("nl", "het kost 1.250,50 euro"),
    ("nl", "ik ben 5 jaar werkloos"),
    ("nl", "mevrouw van de VDAB"),
    ("de", "ich bin Krankenpfleger und bin müde"),
    ("de", "gesetz vom 3. juli 1978"),
    ("de", "der Kurs beginnt am 03.02.2026"),
    ("en", "I'm Belgian and I am a nurse for 10 years"),
    ("en", "look at actiris.brussels today"),
    ("en", "from 2019-2020 to 2021-2022"),
    ("uk", "я втомилася, курс триває 3 роки"),
]
MISTYPED = [
    ("national register", "NISS 85.07.30-033 29", "NISS 85.07.30-033 28"),
    ("account", "BE68 5390 0754 7035", "BE68 5390 0754 7034"),
    ("payment card", "4111 1111 1111 1112", "4111 1111 1111 1111"),
    ("enterprise", "0403.019.262", "0403.019.261"),
]


def the_mask(text: str) -> Mask:
    (mask,) = REDACTOR.redact(text, "fr").masks
    return mask


@pytest.mark.parametrize(("lang", "text", "redacted"), MASKED)
def test_what_identifies_somebody_is_masked(lang: str, text: str, redacted: str) -> None:
    assert REDACTOR.redact(text, lang).text == redacted


@pytest.mark.parametrize(("lang", "text"), LEFT)
def test_what_says_nothing_about_anybody_stays(lang: str, text: str) -> None:
    assert REDACTOR.redact(text, lang).masks == ()


@pytest.mark.parametrize(("recogniser", "mistyped", "right"), MISTYPED)
def test_a_wrong_check_digit_lowers_the_score_and_still_masks(
    recogniser: str, mistyped: str, right: str
) -> None:
    wrong, good = the_mask(mistyped), the_mask(right)
    assert wrong.recogniser == good.recogniser == recogniser
    assert wrong.score < good.score
    assert "wrong" in wrong.why
    assert "right" in good.why
