"""How long assembling takes and how much memory it needs: a report of 30 pages with ten tables, one of 300."""

from __future__ import annotations

import time
import tracemalloc

from drafter import assembling, drafting

_SENTENCE = "Mặt trận các xã đã mở {n} cuộc họp thôn với 1.{m:03d} lượt người dự, đạt {p},5% kế hoạch năm. "


def sample(pages: int, tables: int) -> str:
    """A draft of about so many pages of 14 point text (some 350 words a page)."""
    out = [
        "---\nunit: Ủy ban MTTQ Việt Nam xã Suối Ngàn\nplace: Suối Ngàn\n---\n\n# Báo cáo công tác Mặt trận năm 2025\n"
    ]
    every = max(pages // max(tables, 1), 1)
    for page in range(pages):
        out.append(f"## {page + 1}. Nội dung thứ {page + 1} {{#muc-{page + 1}}}\n")
        for paragraph in range(5):
            out.append("".join(_SENTENCE.format(n=page + k, m=(page * 7 + k) % 1000, p=80 + k) for k in range(3)))
            out.append(f"- Còn ⟦{paragraph + 3}⟧ hộ khó khăn về nhà ở.")
        if page % every == 0:
            rows = [f"| {row} | Thôn số {row} | 1.2{row:02d} | {row},5 | {row * 3} |" for row in range(1, 15)]
            out += ["", "| TT | Thôn | Số người | Tỷ lệ (%) | Số hộ |", "|---|---|---|---|---|", *rows, ""]
    return "\n".join(out)


def rows() -> list[tuple[str, float, str]]:
    """(what, figure, unit) for the project's table of speeds."""
    found: list[tuple[str, float, str]] = []
    for pages, tables in ((30, 10), (300, 100)):
        draft = drafting.parse(sample(pages, tables))
        assembling.assemble(draft, layout="front")
        begin = time.perf_counter()
        content = assembling.assemble(draft, layout="front")
        found.append((f"assemble {pages} pages, {tables} tables", time.perf_counter() - begin, "s"))
        tracemalloc.start()
        assembling.assemble(draft, layout="front")
        found.append((f"assemble {pages} pages: memory", tracemalloc.get_traced_memory()[1] / 1e6, "MB"))
        tracemalloc.stop()
        assert content
    return found


if __name__ == "__main__":
    for what, figure, unit in rows():
        print(f"{what:40} {figure:8.3f} {unit}")
