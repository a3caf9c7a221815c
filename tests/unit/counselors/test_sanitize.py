"""What staff write comes out harmless, and readable without markup."""

from __future__ import annotations

from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from counselors import sanitize, variables

NASTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    "<svg><style><img src=x onerror=alert(1)></style>",
    '<p style="background:url(//x)">a</p>',
    '<math><mi//xlink:href="data:x,<script>alert(4)</script>">',
    "<a href='https://a.be' onclick=x>b</a>",
    "<iframe src=https://a.be></iframe>",
]
WRITTEN = st.lists(
    st.sampled_from(
        ["<", ">", "a", "&", "&lt;", "<b>", "</b>", "<a href=", "'", '"', "javascript:x", "**", "_",
         "[x](", ")", "\n", "\n\n", "- ", "1. ", "<!--", "-->", "<p ", "style=x", "é", "`", "https://a.be"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


class Tags(HTMLParser):
    """The tags and addresses that a page holds."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@given(WRITTEN)
@example("".join(NASTY))
def test_another_cleaner_finds_nothing_left_to_clean(written: str) -> None:
    html = sanitize.rich(written)
    again = nh3.clean(
        html, tags=set(sanitize.TAGS), attributes={"a": {"href"}},
        url_schemes=set(sanitize.PROTOCOLS), link_rel=None,
    )  # fmt: skip
    ours, theirs = Tags(html), Tags(again)
    assert (ours.found, ours.text) == (theirs.found, theirs.text)


@pytest.mark.parametrize("written", NASTY)
def test_nothing_that_runs_is_left(written: str) -> None:
    for tag, attributes in Tags(sanitize.rich(written)).found:
        assert tag in sanitize.TAGS
        assert all(
            name == "href" and str(value).startswith("https://") for name, value in attributes
        )


def test_a_text_of_endless_tags_is_refused_before_it_costs_anything() -> None:
    with pytest.raises(sanitize.TooMuchMarkup):
        sanitize.rich("*a* " * 400)


def test_visitors_read_plain_text() -> None:
    written = "Bonjour **vous**\nici\n\n- un\n- deux\n\n1. a\n2. b\n\n3 < 4 [Forem](https://www.leforem.be/)"
    assert sanitize.plain(written) == (
        "Bonjour vous\nici\n\n– un\n– deux\n\n1. a\n2. b\n\n3 < 4 Forem (https://www.leforem.be/)"
    )


def test_a_place_in_a_text_is_filled_or_says_what_stands_for_it() -> None:
    text = "À {city|votre Cité} : {opening_hours|voyez le site}."
    assert variables.fill(text, {"city": "Namur"}) == "À Namur : voyez le site."
    variables.check(text)


@pytest.mark.parametrize("text", ["{city}", "{city| }", "{town|x}", "{|x}"])
def test_a_place_without_a_name_of_ours_or_without_other_words_is_refused(text: str) -> None:
    with pytest.raises(variables.UnknownVariable):
        variables.check(text)
