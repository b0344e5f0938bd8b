"""All rules, one visible tuple: the order is the catalogue's."""

from __future__ import annotations

from drafter.checking.rule import Rule
from drafter.checking.rules.carried import DroppedIndicator, PriorMisquoted, UnchangedParagraph
from drafter.checking.rules.citations import TwoDates
from drafter.checking.rules.dates import Anniversary, DeadlineBeforeIssue, ImpossibleDate
from drafter.checking.rules.layout import Layout, MissingElement
from drafter.checking.rules.leftovers import LeftoverGuidance, MissingAppendix
from drafter.checking.rules.marks import LeftoverPlaceholder, UnconfirmedFigure
from drafter.checking.rules.meta import RuleCrashed, Unread, UnusedWaiver
from drafter.checking.rules.names import ForeignName, WrongSignatory
from drafter.checking.rules.numbering import (
    LabelStyle,
    LetterOrder,
    LevelJump,
    MalformedLabel,
    NumberingDuplicate,
    NumberingGap,
)
from drafter.checking.rules.outline import EmptyItem, MissingFigure, MissingItem, OutOfOrder, TooLong, UnknownSection
from drafter.checking.rules.periods import StalePeriod
from drafter.checking.rules.pointers import DanglingReference
from drafter.checking.rules.punctuation import BrokenParagraph, EndMark, Unclosed
from drafter.checking.rules.spelling import DoubledWord, ImpossibleSyllable, KnownSlip, Unicode
from drafter.checking.rules.sums import Percentage, Sum
from drafter.checking.rules.variants import AbbreviationVariants, NearNames, SpellingVariants, TonePlacement

RULES: tuple[Rule, ...] = (
    MissingItem(),
    EmptyItem(),
    MissingFigure(),
    OutOfOrder(),
    UnknownSection(),
    LeftoverPlaceholder(),
    LeftoverGuidance(),
    TooLong(),
    MissingAppendix(),
    StalePeriod(),
    ImpossibleDate(),
    DeadlineBeforeIssue(),
    Anniversary(),
    TwoDates(),
    Sum(),
    Percentage(),
    NumberingGap(),
    NumberingDuplicate(),
    MalformedLabel(),
    Unclosed(),
    LevelJump(),
    LetterOrder(),
    DanglingReference(),
    LabelStyle(),
    EndMark(),
    UnconfirmedFigure(),
    UnchangedParagraph(),
    ForeignName(),
    WrongSignatory(),
    DroppedIndicator(),
    PriorMisquoted(),
    ImpossibleSyllable(),
    DoubledWord(),
    KnownSlip(),
    Unicode(),
    AbbreviationVariants(),
    TonePlacement(),
    NearNames(),
    BrokenParagraph(),
    SpellingVariants(),
    Layout(),
    MissingElement(),
    UnusedWaiver(),
    Unread(),
    RuleCrashed(),
)
