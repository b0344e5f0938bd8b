"""Reports made from an outline by a script: headings paraphrased, renumbered, merged, moved, dropped; the truth is known."""

import random
import re
from dataclasses import dataclass, field

from drafter.model.document import Document
from drafter.model.outline import Item, Outline
from drafter.model.section import SectionTree
from drafter.outlining import filled
from drafter.reading import from_text
from drafter.sectioning import section

_SWAPS = (
    ("Tình hình", "Kết quả"),
    ("Kết quả triển khai", "Tình hình thực hiện"),
    ("Công tác ", "Hoạt động "),
    ("triển khai", "thực hiện"),
    ("nâng cao chất lượng", "tăng cường"),
    ("phối hợp", "hiệp đồng"),
    ("Nhân dân", "quần chúng nhân dân"),
    ("hoạt động", "công tác"),
    ("Lãnh đạo", "Công tác lãnh đạo"),
    ("khó khăn", "khó khăn, vướng mắc"),
    ("đánh giá", "nhận xét"),
)
# Headings of matters that no outline of the samples asks for.
_FOREIGN = (
    "Phòng, chống thiên tai và tìm kiếm cứu nạn",
    "Công tác thi đua, khen thưởng",
    "Hoạt động của Hội Chữ thập đỏ",
    "Ứng dụng công nghệ thông tin trong cơ quan",
    "Công tác dân tộc, tôn giáo",
    "Kết quả thực hiện Đề án 06",
    "Công tác văn thư, lưu trữ",
    "Tổ chức kỷ niệm các ngày lễ lớn",
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


@dataclass
class Heading:
    """A heading of the report to be: its words, which items it answers, and what stands below it."""

    title: str
    items: list[str]
    text: list[str]
    below: list["Heading"] = field(default_factory=list)


@dataclass
class Made:
    """The report and, for each item, the starts of the sections that answer it (none: dropped)."""

    document: Document
    tree: SectionTree
    truth: dict[str, set[int]]
    changed: dict[str, str]


def paraphrase(title: str, chance: random.Random) -> str:
    """The same thing in other words: swapped words, an added or lost opening, a lost tail, an added one."""
    way = chance.randrange(6)
    words = title
    if way == 0:
        for old, new in _SWAPS:
            words = words.replace(old, new, 1)
    elif way == 1:
        words = re.sub(r"^(?:Về|Công tác|Kết quả|Tình hình)\s+", "", words)
        words = words[:1].upper() + words[1:]
    elif way == 2 and words.count(",") >= 1 and len(words.split(",")[0].split()) >= 4:
        words = words.rsplit(",", 1)[0]
    elif way == 3:
        words = f"Kết quả {words[:1].lower()}{words[1:]}" if not words.isupper() else f"KẾT QUẢ {words}"
    elif way == 4:
        words = f"{words} trên địa bàn" if not words.isupper() else f"{words} TRÊN ĐỊA BÀN"
    else:
        words = words.upper() if chance.random() < 0.3 else f"Về {words[:1].lower()}{words[1:]}"
    return words if len(words.split()) >= 2 else title


def report_of(outline: Outline, seed: int) -> Made:
    """A report whose headings answer the outline's items in other words and places."""
    chance = random.Random(seed)
    changed: dict[str, str] = {}

    def of(item: Item) -> Heading:
        title = item.title
        if chance.random() < 0.5 and len(title.split()) >= 3:
            title = paraphrase(title, chance)
            changed[item.id] = "paraphrased"
        text = [
            f"Đơn vị đã thực hiện {ask.text[:1].lower()}{ask.text[1:]}, đạt kết quả tốt, được ghi nhận."
            for ask in item.asks
        ]
        return Heading(title, [item.id], text, [of(child) for child in item.items])

    top = [of(item) for item in filled(outline).items]
    return made_of(top, [item.id for _depth, item in outline.walk()], chance, changed)


def sample_of(source: str, others: dict[str, list[str]], seed: int) -> Made:
    """A sample report (its draft, headings with ids) with its headings said otherwise, renumbered, merged, moved, dropped."""
    chance = random.Random(seed)
    changed: dict[str, str] = {}
    top: list[Heading] = []
    path: list[Heading] = []
    for line in source.split("\n"):
        found = re.match(r"(#{2,5}) (?:[\w.]+\. )?(.+?) \{#([\w-]+)\}$", line)
        if found is None:
            if path and line.strip() and not line.startswith(("#", "|", "<!--")):
                path[-1].text.append(line)
            continue
        depth, title, name = len(found[1]) - 2, found[2], found[3]
        if name not in others:
            break  # the appendix
        if name in others and chance.random() < 0.75:
            title = chance.choice(others[name])
            changed[name] = "paraphrased"
        heading = Heading(title, [name], [])
        del path[depth:]
        (path[-1].below if path else top).append(heading)
        path.append(heading)
    groups = [top, *(heading.below for heading in top if heading.below)]
    for title in chance.sample(_FOREIGN, 2):
        group = chance.choice(groups)
        group.insert(chance.randrange(len(group) + 1), Heading(title, [], ["Đơn vị đã triển khai theo kế hoạch."]))
    return made_of(top, list(others), chance, changed)


def made_of(top: list[Heading], names: list[str], chance: random.Random, changed: dict[str, str]) -> Made:
    """The headings merged, moved, dropped and numbered anew, as a report."""
    _merge(top, chance, changed)
    _move(top, chance, changed)
    _drop(top, chance, changed)
    lines: list[str] = ["BÁO CÁO", "Kết quả công tác", ""]
    starts: list[tuple[int, Heading]] = []
    _write(top, 0, chance.randrange(2), "", lines, starts)
    text = "\n".join(lines) + "\n"
    offsets = [0]
    for line in text.split("\n"):
        offsets.append(offsets[-1] + len(line) + 1)
    truth: dict[str, set[int]] = {name: set() for name in names}
    for number, heading in starts:
        for item_id in heading.items:
            truth.setdefault(item_id, set()).add(offsets[number])
    document = from_text(text)
    return Made(document, section(document), truth, changed)


def _leaves(headings: list[Heading]) -> list[tuple[list[Heading], Heading]]:
    found = []
    for heading in headings:
        found += _leaves(heading.below) if heading.below else [(headings, heading)]
    return found


def _merge(top: list[Heading], chance: random.Random, changed: dict[str, str]) -> None:
    leaves = [(group, heading) for group, heading in _leaves(top) if group is not top]
    for group, heading in chance.sample(leaves, min(1, len(leaves))):
        place = group.index(heading)
        if place + 1 < len(group) and not group[place + 1].below:
            other = group.pop(place + 1)
            joined = other.title if other.title.isupper() else other.title[:1].lower() + other.title[1:]
            heading.title = f"{heading.title}; {joined}"
            heading.items += other.items
            heading.text += other.text
            changed.update(dict.fromkeys(heading.items, "merged"))


def _move(top: list[Heading], chance: random.Random, changed: dict[str, str]) -> None:
    leaves = [(group, heading) for group, heading in _leaves(top) if group is not top and len(group) > 1]
    parents = [heading for heading in top if heading.below]
    for group, heading in chance.sample(leaves, min(1, len(leaves))):
        others = [parent for parent in parents if parent.below is not group and heading not in parent.below]
        if others and len(heading.title.split()) >= 4:
            group.remove(heading)
            chance.choice(others).below.append(heading)
            changed.update(dict.fromkeys(heading.items, "moved"))


def _drop(top: list[Heading], chance: random.Random, changed: dict[str, str]) -> None:
    leaves = [(group, heading) for group, heading in _leaves(top) if len(group) > 1]
    for group, heading in chance.sample(leaves, min(1, len(leaves))):
        group.remove(heading)
        changed.update(dict.fromkeys(heading.items, "dropped"))


def _write(
    headings: list[Heading], depth: int, style: int, above: str, lines: list[str], starts: list[tuple[int, Heading]]
) -> None:
    for number, heading in enumerate(headings, 1):
        if depth == 0:
            label, inner = (f"{_ROMAN[number - 1]}.", "") if style == 0 else (f"Phần {_ROMAN[number - 1]}.", "")
        else:
            inner = f"{above}.{number}" if above else str(number)
            label = f"{inner}."
        starts.append((len(lines), heading))
        lines.append(f"{label} {heading.title.upper() if depth == 0 else heading.title}")
        lines += heading.text
        _write(heading.below, depth + 1, style, inner, lines, starts)
