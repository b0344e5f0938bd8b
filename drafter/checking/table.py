"""All rules, one visible tuple: the order is the catalogue's."""

from __future__ import annotations

from drafter.checking.rule import ParagraphRule, Rule
from drafter.checking.rules.anniversaries import Anniversary
from drafter.checking.rules.answers import EmptyItem, MissingFigure
from drafter.checking.rules.balances import Balance
from drafter.checking.rules.carried import DroppedIndicator, PriorMisquoted, UnchangedParagraph
from drafter.checking.rules.citations import TwoDates
from drafter.checking.rules.dates import DeadlineBeforeIssue, ImpossibleDate
from drafter.checking.rules.layout import Layout, MissingElement
from drafter.checking.rules.leftovers import LeftoverGuidance, MissingAppendix
from drafter.checking.rules.marks import LeftoverPlaceholder, UnconfirmedFigure
from drafter.checking.rules.meta import RuleCrashed, Unread, UnusedWaiver
from drafter.checking.rules.names import ForeignName
from drafter.checking.rules.num_direction import Direction
from drafter.checking.rules.num_growth import Growth
from drafter.checking.rules.num_magnitude import Magnitude, UnitJump
from drafter.checking.rules.num_parts import PartOverTotal, Shares
from drafter.checking.rules.num_repeated import Denied, TextAgainstTable
from drafter.checking.rules.num_tables import BlankTotal, TableSum
from drafter.checking.rules.num_twice import TextAgainstText
from drafter.checking.rules.num_written import AnnouncedCount, DigitsAndWords, NumberFormat, RangeReversed
from drafter.checking.rules.numbering import (
    LabelStyle,
    LetterOrder,
    LevelJump,
    MalformedLabel,
    NumberingDuplicate,
    NumberingGap,
)
from drafter.checking.rules.outline import MissingItem, OutOfOrder, TooLong, UnknownSection
from drafter.checking.rules.percentages import Percentage
from drafter.checking.rules.periods import StalePeriod
from drafter.checking.rules.pointers import DanglingReference
from drafter.checking.rules.products import Product
from drafter.checking.rules.punctuation import BrokenParagraph, EndMark, Unclosed
from drafter.checking.rules.ref_known import DiffersFromLast, RegistryMismatch, TwoIssuers
from drafter.checking.rules.ref_symbols import MalformedSymbol, SymbolYear, TwoSymbols, TypeMismatch
from drafter.checking.rules.signatories import WrongSignatory
from drafter.checking.rules.spelling import DoubledWord, ImpossibleSyllable, KnownSlip, Unicode
from drafter.checking.rules.sums import Sum
from drafter.checking.rules.tim_cited import CitedFromTheFuture, RequestYear, YearsReversed
from drafter.checking.rules.tim_events import CutOff, EventTwoDates, FutureEvent, OrdinalConflict
from drafter.checking.rules.tim_headings import PeriodInHeading
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
    FutureEvent(),
    CitedFromTheFuture(),
    Anniversary(),
    YearsReversed(),
    OrdinalConflict(),
    EventTwoDates(),
    RequestYear(),
    CutOff(),
    PeriodInHeading(),
    TwoDates(),
    TwoSymbols(),
    RegistryMismatch(),
    MalformedSymbol(),
    SymbolYear(),
    TypeMismatch(),
    TwoIssuers(),
    DiffersFromLast(),
    Sum(),
    Percentage(),
    TextAgainstText(),
    TextAgainstTable(),
    TableSum(),
    AnnouncedCount(),
    Growth(),
    PartOverTotal(),
    NumberFormat(),
    Magnitude(),
    RangeReversed(),
    BlankTotal(),
    Balance(),
    Product(),
    DigitsAndWords(),
    Direction(),
    Shares(),
    UnitJump(),
    Denied(),
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

# Rules whose evidence lies in one paragraph, or in one section: what they say of a section alone they say of it in the
# whole report too.
LOCAL = frozenset(
    [
        *(rule.code for rule in RULES if isinstance(rule, ParagraphRule)),
        *("NUM401", "NUM402", "NUM406", "NUM407", "NUM408", "NUM413", "NUM414", "NUM416", "NUM417", "OUT106", "REF304"),
        *("REF305", "REF306", "TIM206", "TIM207"),
    ]
)
