"""All rules, one visible tuple: the order is the catalogue's."""

from __future__ import annotations

from drafter.checking.rule import Rule
from drafter.checking.rules.marks import LeftoverPlaceholder, UnconfirmedFigure
from drafter.checking.rules.meta import RuleCrashed, Unread, UnusedWaiver
from drafter.checking.rules.numbering import (
    LabelStyle,
    LetterOrder,
    LevelJump,
    MalformedLabel,
    NumberingDuplicate,
    NumberingGap,
)
from drafter.checking.rules.punctuation import BrokenParagraph, EndMark, Unclosed
from drafter.checking.rules.spelling import DoubledWord, ImpossibleSyllable, KnownSlip, Unicode
from drafter.checking.rules.variants import AbbreviationVariants, NearNames, SpellingVariants, TonePlacement

RULES: tuple[Rule, ...] = (
    LeftoverPlaceholder(),
    NumberingGap(),
    NumberingDuplicate(),
    MalformedLabel(),
    Unclosed(),
    LevelJump(),
    LetterOrder(),
    LabelStyle(),
    EndMark(),
    UnconfirmedFigure(),
    ImpossibleSyllable(),
    DoubledWord(),
    KnownSlip(),
    Unicode(),
    AbbreviationVariants(),
    TonePlacement(),
    NearNames(),
    BrokenParagraph(),
    SpellingVariants(),
    UnusedWaiver(),
    Unread(),
    RuleCrashed(),
)
