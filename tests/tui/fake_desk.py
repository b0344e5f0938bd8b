"""A desk over a small draft in memory, with toy rules: enough for every flow of the UI."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from drafter.errors import UsageError
from drafter.language.folding import bare
from drafter.markup import MarkKind, find_marks
from drafter.model.draft import FigureState, SectionState
from drafter.model.finding import Severity
from drafter.tui.desk import (
    AskRow,
    Decision,
    FigureRow,
    FindingRow,
    GateRow,
    ItemRow,
    Passage,
    PhraseRow,
    Progress,
    Recovered,
    RecoveryChoice,
    SnapshotRow,
    Todo,
    TodoKind,
    Totals,
    UiSettings,
    Version,
    View,
    WordEdit,
)

CLOCK = datetime(2023, 6, 12, 10, 42, 7)


def went_on() -> threading.Event:
    """A work that nobody holds."""
    event = threading.Event()
    event.set()
    return event


@dataclass
class Item:
    id: str
    depth: int
    label: str
    title: str
    body: str = ""
    previous: str = ""
    asks: tuple[tuple[str, str], ...] = ()  # text, words that meet it
    guidance: str | None = None
    state: SectionState | None = None


def items() -> list[Item]:
    """A commune's half-year report in invented words."""
    return [
        Item("tinh-hinh", 1, "I.", "TÌNH HÌNH NHÂN DÂN", "Đời sống bà con các thôn nhìn chung ổn định, vụ chiêm xuân được mùa.",
             "Đời sống bà con các thôn ổn định, vụ chiêm xuân được mùa.",
             (("Tâm trạng, dư luận của nhân dân", "bà con"),)),
        Item("ket-qua", 1, "II.", "KẾT QUẢ THỰC HIỆN NHIỆM VỤ"),
        Item("tuyen-truyen", 2, "1.", "Công tác tuyên truyền, vận động",
             "Ban Thường trực tổ chức ⟦14⟧ buổi tuyên truyền tại 9 thôn với ⟦1.260⟧ lượt người dự; "
             "phát ⟦?⟧ tờ rơi về an toàn giao thông.\n"
             "Trong 6 tháng đầu năm 2022, đội ngũ báo cáo viên viết 45 tin, bài trên trang thông tin của xã.",
             "Ban Thường trực tổ chức 14 buổi tuyên truyền tại 9 thôn với 1.260 lượt người dự.\n"
             "Trong 6 tháng đầu năm 2022, đội ngũ báo cáo viên viết 38 tin, bài trên trang thông tin của xã.",
             (("Số buổi tuyên truyền, số lượt người dự", "buổi tuyên truyền"),
              ("Hình thức tuyên truyền mới, cách làm hay", "cách làm")),
             "Nêu rõ số liệu, hình thức, đối tượng; so sánh với cùng kỳ."),
        Item("an-sinh", 2, "2.", "Chăm lo người nghèo, an sinh xã hội",
             "Quỹ vận động được ⟦312⟧ triệu đồng, hỗ trợ sửa 12 nhà và xây mới 7 nhà, tổng cộng 24 nhà.\n"
             "Tặng ⟦86⟧ suất quà cho hộ nghèo dịp Tết.",
             "Quỹ vận động được 312 triệu đồng, hỗ trợ sửa 9 nhà và xây mới 5 nhà, tổng cộng 14 nhà.\n"
             "Tặng 86 suất quà cho hộ nghèo dịp Tết.",
             (("Số tiền vận động", "triệu đồng"), ("Số nhà hỗ trợ", "nhà"), ("Số suất quà", "suất quà")),),
        Item("giam-sat", 2, "3.", "Giám sát và phản biện xã hội", "", "Giám sát 3 cuộc về thu các khoản đóng góp.",
             (("Số cuộc giám sát, nội dung", "giám sát"), ("Kiến nghị sau giám sát", "kiến nghị"))),
        Item("to-chuc", 2, "4.", "Củng cố tổ chức",
             "Kiện toàn 9 Ban công tác Mặt trận; bổ sung 2 vị ủy viên.", "Kiện toàn 9 Ban công tác Mặt trận.",
             (("Kiện toàn tổ chức", "kiện toàn"),), state=SectionState.DONE),
        Item("doi-ngoai", 2, "5.", "Đối ngoại nhân dân", "", "", (), state=SectionState.NOTHING),
        Item("danh-gia", 1, "III.", "ĐÁNH GIÁ CHUNG"),
        Item("uu-diem", 2, "1.", "Ưu điểm", "Các nội dung trong chương trình phối hợp được triển khai đúng tiến độ.",
             "Các nội dung trong chương trình phối hợp được triển khai đúng tiến độ.", state=SectionState.CARRIED),
        Item("han-che", 2, "2.", "Hạn chế, nguyên nhân", "", "Một số thôn sinh hoạt chưa đều.",
             (("Hạn chế", "hạn chế"), ("Nguyên nhân", "nguyên nhân"))),
        Item("nhiem-vu", 1, "IV.", "NHIỆM VỤ 6 THÁNG CUỐI NĂM",
             "Tập trung tuyên truyền kỷ niệm 93 năm ngày truyền thống Mặt trận.", "Tập trung tuyên truyền.",
             (("Nhiệm vụ trọng tâm", "tập trung"),)),
    ]  # fmt: skip


PHRASES = (
    PhraseRow("giam-sat", "Giám sát",
              "Chủ trì giám sát ⟦?⟧ cuộc về nội dung ⟦?⟧; sau giám sát kiến nghị ⟦?⟧ việc.", "BC 6 tháng đầu năm 2022", 3),
    PhraseRow("dai-doan-ket", "Ngày hội Đại đoàn kết", "Tổ chức Ngày hội Đại đoàn kết tại ⟦?⟧ khu dân cư.", "BC năm 2022", 2),
    PhraseRow("tong-ket", "Tổng kết", "Tổng kết, khen thưởng ⟦?⟧ tập thể, ⟦?⟧ cá nhân tiêu biểu.", None, 0),
)  # fmt: skip


@dataclass
class FakeDesk:
    """A `Desk`; `path` is written as JSON by `save`."""

    path: Path = Path("bao-cao.md")
    title: str = "Báo cáo công tác Mặt trận 6 tháng đầu năm 2023"
    unit: str | None = "MTTQ xã Đồng Mây"
    period: str | None = "6 tháng đầu năm 2023"
    settings: UiSettings = field(default_factory=UiSettings)
    items: list[Item] = field(default_factory=items)
    remembered: dict[str, Any] = field(default_factory=dict)
    waived: dict[str, str] = field(default_factory=dict)
    states: dict[str, FigureState] = field(default_factory=dict)
    unchanged: int = 0
    decided: int = 0
    dirty: bool = False
    closed: bool = False
    changed_outside: bool = False
    checks: int = 0
    journals: list[dict[str, str]] = field(default_factory=list)
    saves: list[dict[str, str]] = field(default_factory=list)
    sources: list[tuple[str, str]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    copies: list[tuple[Path, dict[str, str]]] = field(default_factory=list)
    assembled: list[bool] = field(default_factory=list)
    edits: tuple[WordEdit, ...] = ()
    renamed: dict[str, str] = field(default_factory=dict)
    on_disk: str | None = "Chữ của chương trình khác."
    go_on: threading.Event = field(default_factory=went_on)
    taken: dict[str, list[SnapshotRow]] = field(default_factory=dict)
    recovered: tuple[Recovered, ...] = ()
    recovery_choice: RecoveryChoice | None = None
    _findings: tuple[FindingRow, ...] = ()

    def _item(self, section: str) -> Item:
        return next(item for item in self.items if item.id == section)

    def remember(self, name: str, value: Any) -> None:
        self.remembered[name] = value

    # The text

    def _leaf(self, index: int) -> bool:
        return index + 1 >= len(self.items) or self.items[index + 1].depth <= self.items[index].depth

    def _state(self, item: Item) -> SectionState:
        if item.state is not None:
            return item.state
        if not item.body.strip():
            return SectionState.EMPTY
        return SectionState.WAITING if "⟦" in item.body else SectionState.DRAFTING

    def view(self) -> View:
        rows, todo = [], []
        for index, item in enumerate(self.items):
            leaf = self._leaf(index)
            below = [item] if leaf else []
            for later in self.items[index + 1 :]:
                if leaf or later.depth <= item.depth:
                    break
                below.append(later)
            finished = (SectionState.DONE, SectionState.APPROVED, SectionState.NOTHING)
            here = [row for row in self._findings if row.section == item.id]
            unmet = [ask for ask in self.asks(item.id) if ask.met is False and item.state not in finished]
            figures = [row for row in self.figures(item.id) if row.state is FigureState.UNCONFIRMED]
            todo += [Todo(TodoKind.FIGURE, row.id, item.id, row.start or 0, row.end or 0) for row in figures]
            end = len(item.body)
            todo += [Todo(TodoKind.ASK, ask.id, item.id, end, end) for ask in unmet]
            todo += [Todo(TodoKind.FINDING, row.id, item.id, row.start, row.end) for row in here]
            rows.append(
                ItemRow(
                    item.id,
                    item.label,
                    item.title,
                    item.depth,
                    self._state(item) if leaf else SectionState.DRAFTING,
                    open_figures=len(figures),
                    unmet=len(unmet),
                    findings=len(here),
                    worst=min((row.severity for row in here), key=lambda severity: severity.rank, default=None),
                    words=len(item.body.split()),
                    done=sum(self._state(each) in finished for each in below),
                    total=len(below),
                )
            )
        leaves = [row for row in rows if row.total == 1]
        waiting = len(self.figures())
        asked = sum(row.state is FigureState.ASKED for row in self.figures())
        totals = Totals(
            figures=waiting + self.decided,
            confirmed=self.decided,
            unchanged=self.unchanged,
            asked=asked,
            errors=sum(row.severity is Severity.ERROR for row in self._findings),
            warnings=sum(row.severity is Severity.WARNING for row in self._findings),
            infos=0,
            words=sum(row.words for row in rows),
            done=sum(row.done for row in leaves),
            sections=len(leaves),
        )
        return View(tuple(rows), self._findings, tuple(todo), totals)

    def check(self) -> View:
        self.checks += 1
        found = []
        for item in self.items:
            for year in re.finditer(r"6 tháng đầu năm 2022", item.body):
                found.append(
                    FindingRow(f"TIM201-{item.id}", "TIM201", "stale-period", Severity.WARNING,
                               "“6 tháng đầu năm 2022” là kỳ trước; báo cáo này nói về 6 tháng đầu năm 2023.", item.id,
                               year.start(), year.end(), year.group(), fixable=True)
                )  # fmt: skip
            for total in re.finditer(r"sửa (\d+) nhà và xây mới (\d+) nhà, tổng cộng (\d+) nhà", item.body):
                one, two, whole = (int(number) for number in total.groups())
                if one + two != whole:
                    found.append(
                        FindingRow(f"NUM401-{item.id}", "NUM401", "sum", Severity.ERROR,
                                   f"{one} + {two} = {one + two}, không phải {whole}.", item.id, total.start(),
                                   total.end(), total.group(), related=(f"“{one} nhà” và “{two} nhà” trong cùng câu",))
                    )  # fmt: skip
        self._findings = tuple(row for row in found if row.id not in self.waived)
        return self.view()

    def check_section(self, section: str) -> View:
        return self.view()

    def body(self, section: str) -> str:
        return self._item(section).body

    def replace_body(self, section: str, text: str) -> None:
        item = self._item(section)
        item.body, self.dirty = text, True
        if item.state in (SectionState.DONE, SectionState.APPROVED, SectionState.CARRIED):
            item.state = None

    def guidance(self, section: str) -> str | None:
        return self._item(section).guidance

    def asks(self, section: str) -> tuple[AskRow, ...]:
        item = self._item(section)
        return tuple(
            AskRow(f"{section}/{index}", text, bare(words) in bare(item.body))
            for index, (text, words) in enumerate(item.asks)
        )

    def version(self, section: str, version: Version) -> Passage | None:
        item = self._item(section)
        if version is Version.SAVED:
            return Passage(self.saves[-1][section], "đã lưu") if self.saves else None
        if not item.previous:
            return None
        text = item.previous if version is Version.PREVIOUS else item.previous.replace("2022", "2023")
        return Passage(text, "Báo cáo 6 tháng đầu năm 2022 · mục " + item.label)

    def set_state(self, section: str, state: SectionState, note: str | None = None) -> None:
        self._item(section).state, self.dirty = state, True
        if note:
            self.notes[section] = note

    # Figures, findings, phrases

    def figures(self, section: str | None = None) -> tuple[FigureRow, ...]:
        rows = []
        for item in self.items:
            if section not in (None, item.id):
                continue
            for index, mark in enumerate(find_marks(item.body)):
                name = f"{item.id}:{mark.inner}:{index}"
                wanted = mark.kind is MarkKind.WANTED
                after = " ".join(re.sub(r"⟦.*?⟧", "", item.body[mark.end : mark.end + 30]).split()[:3])
                rows.append(
                    FigureRow(name, item.id, None if wanted else mark.inner, None if wanted else mark.inner,
                              self.states.get(f"{item.id}:{mark.inner}", FigureState.UNCONFIRMED), subject=after,
                              source=None if wanted else "BC 6 tháng đầu năm 2022, mục " + item.label,
                              context=item.body[max(0, mark.start - 24) : mark.end + 24].replace("\n", " "),
                              start=mark.start, end=mark.end, trend=() if wanted else (3, 5, 4, 6))
                )  # fmt: skip
        return tuple(rows)

    def alike(self, figure: str) -> tuple[FigureRow, ...]:
        rows = self.figures()
        one = next(row for row in rows if row.id == figure)
        return tuple(row for row in rows if row.id != figure and one.old and (row.old, row.unit) == (one.old, one.unit))

    def decide(self, figure: str, decision: Decision, value: str | None = None) -> str:
        row = next((row for row in self.figures() if row.id == figure), None)
        if row is None:
            raise UsageError("số này không còn trong văn bản / the figure is gone")
        item = self._item(row.section)
        if decision is Decision.ASK:
            self.states[figure.rpartition(":")[0]] = FigureState.ASKED
            return item.body
        text = {Decision.CONFIRM: row.now, Decision.REPLACE: value, Decision.NOT_APPLICABLE: "–"}[decision]
        if not text:
            raise UsageError("cần một số / a figure is needed")
        item.body = item.body[: row.start] + text + item.body[row.end :]
        self.dirty = True
        self.decided += 1
        self.unchanged += decision is Decision.CONFIRM
        return item.body

    def waive(self, finding: str, reason: str) -> None:
        self.waived[finding] = reason
        self._findings = tuple(row for row in self._findings if row.id != finding)

    def fix(self, finding: str) -> Mapping[str, str]:
        row = next(row for row in self._findings if row.id == finding)
        item = self._item(row.section or "")
        item.body = item.body.replace("năm 2022", "năm 2023")
        self._findings = tuple(each for each in self._findings if each.id != finding)
        return {item.id: item.body}

    def phrases(self, query: str, section: str) -> tuple[PhraseRow, ...]:
        return tuple(row for row in PHRASES if bare(query) in bare(row.title + " " + row.text))

    def archive(self, query: str) -> tuple[Passage, ...]:
        return tuple(
            Passage(item.previous, "BC 2022, mục " + item.label)
            for item in self.items
            if item.previous and bare(query) in bare(item.previous)
        )

    def as_old(self, text: str) -> str:
        return re.sub(r"\d+", r"⟦\g<0>⟧", text)

    def note_source(self, section: str, passage: Passage) -> None:
        self.sources.append((section, passage.source))

    # Files

    def texts(self) -> dict[str, str]:
        return {item.id: item.body for item in self.items}

    def journal(self) -> None:
        self.journals.append(self.texts())

    def save(self) -> datetime:
        self.saves.append(self.texts())
        self.dirty = False
        if self.path.is_absolute():
            self.path.write_text(json.dumps(self.texts(), ensure_ascii=False), "utf-8")
        return CLOCK

    def save_copy(self, path: Path) -> Path:
        self.copies.append((path, self.texts()))
        return path

    def rescue(self) -> Path | None:
        return self.save_copy(Path("rescued.md"))

    def close(self) -> None:
        self.closed = True

    def outside_change(self) -> bool:
        return self.changed_outside

    def reload(self) -> None:
        self.items, self.dirty, self.changed_outside = items(), False, False

    def recovery(self) -> tuple[Recovered, ...]:
        return self.recovered

    def recover(self, choice: RecoveryChoice) -> Path | None:
        self.recovery_choice = choice
        if choice is RecoveryChoice.KEEP:
            for row in self.recovered:
                self.replace_body(row.section, row.typed)
        self.recovered = ()
        return Path("bao-cao.phuc-hoi.md") if choice is RecoveryChoice.BESIDE else None

    def snapshots(self, section: str) -> tuple[SnapshotRow, ...]:
        return tuple(self.taken.get(section, ()))

    def take_snapshot(self, section: str, note: str) -> None:
        rows = self.taken.setdefault(section, [])
        rows.append(SnapshotRow(str(len(rows)), CLOCK, note, self.body(section)))

    def gate(self) -> tuple[GateRow, ...]:
        left = len(self.figures())
        rows = [GateRow(row.message, row.section, row.severity is Severity.ERROR) for row in self._findings]
        return (*rows, GateRow(f"{left} số chưa xác nhận", blocking=left > 0)) if left else tuple(rows)

    @property
    def word_file(self) -> Path:
        return self.path.with_suffix(".docx")

    def assemble(self, *, final: bool = False, progress: Progress) -> Path:
        progress(2, 3, "bước")
        while not self.go_on.wait(0.02):  # a test holds it
            progress(2, 3, "bước")
        self.assembled.append(final)
        return Path("bao-cao.docx")

    def preview_pdf(self, progress: Progress) -> Path:
        progress(0, 1, "LibreOffice")
        return Path("bao-cao.pdf")

    def word_edits(self) -> tuple[WordEdit, ...]:
        return self.edits

    def rename(self, section: str, heading: str) -> None:
        self.renamed[section] = heading

    def outside_text(self) -> str | None:
        return self.on_disk

    @property
    def text(self) -> str:
        return "\n\n".join(f"{item.title}\n{item.body}" for item in self.items)

    def find_trends(self, section: str) -> bool:
        return False

    def fix_all(self) -> Mapping[str, str]:
        return {key: body for row in tuple(self._findings) if row.fixable for key, body in self.fix(row.id).items()}

    def preview(self) -> str:
        return "\n\n".join(f"{item.label} {item.title}\n{item.body}" for item in self.items)


def recovered_desk() -> FakeDesk:
    """A desk that ended before something was saved."""
    desk = FakeDesk()
    desk.recovered = (
        Recovered("giam-sat", "3. Giám sát và phản biện xã hội", "", "Giám sát 4 cuộc.", CLOCK.replace(hour=9)),
    )
    return desk


def quiet_settings(**changes: Any) -> UiSettings:
    return replace(UiSettings(theme="dark"), **changes)
