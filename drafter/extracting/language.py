"""The spaCy door: a blank pipeline whose tokens keep numbers, dates and symbols whole, with Vietnamese sentence ends.

The finders read with joined regular expressions (four times as fast as a Matcher on the same text) and never come here.
It serves whoever wants tokens: patterns over words of a user's own, and the comparison of speeds. `import spacy` costs up to
a second and happens in the first call only.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from drafter.language.sentences import sentence_spans

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# In order: addresses; symbols (`217-QĐ/TW`); dates and numbers with their separators; words with inner hyphens; a mark each.
TOKEN = re.compile(
    r"https?://\S+|\S+@\S+"
    r"|\d+(?:/\d{4})?[-/][A-ZĐ][\wĐ]*(?:[-/&.][A-ZĐ][\wĐ]*)*"
    r"|\d+(?:[.,/-]\d+)*(?:%|‰)?"
    r"|[^\W\d_]+\d*(?:-[^\W_]+)*"
    r"|\S"
)


def _pieces(text: str) -> tuple[list[str], list[bool], list[int]]:
    """The words of a text as spaCy wants them: each with whether one blank follows; other gaps are words of their own."""
    words: list[str] = []
    spaces: list[bool] = []
    places: list[int] = []
    last = 0
    for start, end in [*(found.span() for found in TOKEN.finditer(text)), (len(text), len(text))]:
        if start > last and words and text[last] == " ":
            spaces[-1] = True
            last += 1
        for left, right in ((last, start), (start, end)):
            if right > left:
                words.append(text[left:right])
                spaces.append(False)
                places.append(left)
        last = end
    return words, spaces, places


@cache
def pipeline() -> Language:
    """A blank pipeline with the tokens of `TOKEN`; sentence starts are set on every document."""
    import spacy
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    class Tokenizer:
        """What spaCy asks of a tokenizer: a document from a text."""

        def __init__(self, vocab: Vocab) -> None:
            self.vocab = vocab

        def __call__(self, text: str) -> Doc:
            starts = {start for start, _end in sentence_spans(text)}
            words, spaces, places = _pieces(text)
            # Given at once: setting `is_sent_start` token by token is quadratic.
            return Doc(self.vocab, words=words, spaces=spaces, sent_starts=[place in starts for place in places])

    language = spacy.blank("xx")
    language.tokenizer = Tokenizer(language.vocab)
    return language


def read_tokens(text: str) -> Doc:
    """The tokens of a text; `doc.text == text`, `doc.sents` are its sentences."""
    return pipeline()(text)
