"""Many wordings of each fault, each in a report of its own, and sentences that only look like faults."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.checking import CheckContext, Example, check
from drafter.model.finding import Severity

Build = Callable[[Example], CheckContext]

SENTENCES = tomllib.loads((Path(__file__).parent / "wordings.toml").read_text("utf-8"))
REPORT = """UBND HUYỆN TÂN LÂM
UỶ BAN NHÂN DÂN XÃ BÌNH THUẬN
Số: 214/BC-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bình Thuận, ngày 10 tháng 12 năm 2024
BÁO CÁO
Kết quả thực hiện nhiệm vụ kinh tế - xã hội năm 2024, phương hướng nhiệm vụ năm 2025
Uỷ ban nhân dân xã Bình Thuận báo cáo kết quả thực hiện nhiệm vụ năm 2024 như sau:
I. KẾT QUẢ THỰC HIỆN
1. Kết quả chung
{text}
II. NHIỆM VỤ NĂM 2025
{plan}
"""


def report(sentence: dict[str, str]) -> Example:
    plan = sentence.get("plan", "Tiếp tục thực hiện tốt các nhiệm vụ được giao.")
    return Example(REPORT.format(text=sentence.get("text", "Đã hoàn thành nhiệm vụ."), plan=plan))


@pytest.mark.parametrize(
    "sentence", SENTENCES["told"], ids=lambda s: f"{s['rule']} {s.get('text', s.get('plan'))[:50]}"
)
def test_told(sentence: dict[str, str], context_of: Build) -> None:
    assert sentence["rule"] in {
        finding.rule for finding in check(context_of(report(sentence)), select=(sentence["rule"],)).findings
    }


@pytest.mark.parametrize("sentence", SENTENCES["silent"], ids=lambda s: s["text"][:60])
def test_silent(sentence: dict[str, str], context_of: Build) -> None:
    said = [
        f"{f.rule} {f.message}" for f in check(context_of(report(sentence))).findings if f.severity != Severity.INFO
    ]
    assert said == []
