"""The spaCy door: a blank pipeline whose tokens keep numbers, dates and symbols whole, Vietnamese sentence ends, token patterns.

Candidates are found with joined regular expressions, several times as fast as a Matcher on the same text; the finders come
here only with a doubt that tokens decide (`tallied`). `import spacy` costs about a second and happens in the first call.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from drafter.language.sentences import sentence_spans

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc

# Never taken apart: addresses; symbols (`217-QĐ/TW`); dates and numbers with their separators; words with inner hyphens.
WHOLE = re.compile(
    r"https?://\S+|[^\s,;]+@[^\s,;]+"
    r"|\d+(?:/\d{4})?[-/][A-ZĐ][\wĐ]*(?:[-/&.][A-ZĐ][\wĐ]*)*"
    r"|\d+(?:[.,/-]\d+)*(?:%|‰)?"
    r"|[^\W\d_]+\d*(?:-[^\W_]+)*"
)
_OPENING = re.compile(r"""^["“”'‘’(\[{«<>≥≤~+*•…-]""")
_CLOSING = re.compile(r"""(?:["“”'‘’)\]}»,;:!?…*]|\./?\.|\.|(?<=\d)[^\W\d_%‰]+)$""")
_INSIDE = re.compile(r"(?<=[^\W\d_])/(?=[^\W\d_])|(?<=\d)[x×](?=\d)")
# With their dot they are one word and end no sentence.
_ABBREVIATED = (
    "TP.",
    "Tp.",
    "tp.",
    "TX.",
    "TT.",
    "đ/c",
    "Đ/c",
    "đ/c.",
    "GS.",
    "TS.",
    "ThS.",
    "BS.",
    "v.v.",
    "v.v",
    "tr.",
)


@cache
def pipeline() -> Language:
    """A blank pipeline with an own rule tokenizer; sentence starts are set on every document."""
    import spacy
    from spacy.tokenizer import Tokenizer

    language = spacy.blank("xx")
    language.tokenizer = Tokenizer(
        language.vocab,
        rules={word: [{"ORTH": word}] for word in _ABBREVIATED},
        prefix_search=_OPENING.search,
        suffix_search=_CLOSING.search,
        infix_finditer=_INSIDE.finditer,
        token_match=WHOLE.fullmatch,
    )
    return language


def read_tokens(text: str) -> Doc:
    """The tokens of a text; `doc.text == text`, `doc.sents` are its sentences."""
    from spacy.tokens import Doc

    doc = pipeline().tokenizer(text)
    starts = {start for start, _end in sentence_spans(text)}
    # Given at once: setting `is_sent_start` token by token is quadratic.
    return Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        sent_starts=[token.idx in starts for token in doc],
    )


@cache
def _tally_matcher() -> Matcher:
    """`, Đài Loan 48,`: a name and its count between marks."""
    from spacy.matcher import Matcher

    matcher = Matcher(pipeline().vocab)
    matcher.add(
        "TALLIED",
        [
            [
                {"TEXT": {"IN": ["(", ":", ",", ";"]}},
                {"SHAPE": {"REGEX": "^X"}},
                {"IS_ALPHA": True, "OP": "{0,5}"},
                {"TEXT": ":", "OP": "?"},
                {"TEXT": {"REGEX": r"^\d{1,3}$"}},
                {"TEXT": {"IN": [",", ";", ")", "."]}},
            ]
        ],
    )
    return matcher


def tallied(text: str) -> frozenset[int]:
    """Where the counts begin of names that are listed each with its own (`(Nhật Bản 71, Đài Loan 48)`).

    One name with rising numbers (`Kim Đồng 1, Kim Đồng 2`) is no tally: the numbers belong to the names.
    """
    doc = pipeline().tokenizer(text)
    items: dict[int, tuple[int, str]] = {}  # by the token of the opening mark: that of the closing one, and the name
    for _match, first, last in _tally_matcher()(doc):
        items[first] = (last - 1, doc[first + 1 : last - 2].text)
    counts: set[int] = set()
    for close, name in items.values():
        following = items.get(close)
        if following is not None and following[1] != name:
            counts |= {doc[close - 1].idx, doc[following[0] - 1].idx}
    return frozenset(counts)
