"""MET901, MET902, MET904: what a check says of itself. The runner finds MET901 and MET904; MET902 comes from the
reading too."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checking.context import CheckContext
from drafter.checking.rule import Example, Rule
from drafter.messages import catalogue, mark
from drafter.model.finding import Outcome, Severity

_ = catalogue("checking")


class UnusedWaiver(Rule):
    """MET901: told by the runner, which alone knows what a waiver silenced."""

    code = "MET901"
    name = mark("unused-waiver")
    severity = Severity.WARNING
    finds = mark("A waiver that silences nothing: the fault is mended, the words have changed, or its period is over.")
    why = mark("A waiver that nobody needs may one day silence a real fault.")
    silences = mark("Waivers of rules that did not run.")
    bad = Example("Toàn xã có 12 khu dân cư.")
    good = Example("Toàn xã có 12 khu dân cư.")
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        return iter(())


class Unread(Rule):
    """MET902."""

    code = "MET902"
    name = mark("unread")
    severity = Severity.WARNING
    finds = mark(
        "A page, a table or a section that could not be read, or a rule that had no time to look at everything."
    )
    why = mark("What nobody read, nobody checked.")
    silences = mark("Files that were read wholly.")
    bad = Example("Toàn xã có 12 khu dân cư.")
    good = Example("Toàn xã có 12 khu dân cư.")
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for what in context.document.unread:
            yield self.inconsistent(0, 0, _("not read: {what}", what=what), about=what)


class RuleCrashed(Rule):
    """MET904: told by the runner."""

    code = "MET904"
    name = mark("rule-crashed")
    severity = Severity.ERROR
    finds = mark("A rule failed on this document; the others went on.")
    why = mark("A defect of Drafter, not of the report: please send the message to its authors.")
    silences = mark("Rules that work.")
    bad = Example("Toàn xã có 12 khu dân cư.")
    good = Example("Toàn xã có 12 khu dân cư.")
    gathers = True

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        return iter(())
