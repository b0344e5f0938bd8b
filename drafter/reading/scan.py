"""Text recognition of scanned pages with Tesseract's Vietnamese (`pip install drafter[ocr]`, `tesseract-ocr-vie`)."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from drafter.errors import LimitError, MissingToolError
from drafter.messages import catalogue
from drafter.reading.pdf_glyphs import Line

_ = catalogue("reading")

_DPI = 300
# One column of text of various sizes: read 51 of 52 numbers of a report where the automatic mode lost rows.
_MODE = "--psm 4"
_LEAST_SURE = 20
_PAGE_SECONDS = 60
_LARGEST_SIDE = 6000


def recognise(pdf: Any, numbers: Sequence[int], path: str, *, seconds: float) -> dict[int, list[Line]]:
    """The lines of some pages (numbered from 1), places in points.

    Raises MissingToolError without pytesseract, Tesseract or its Vietnamese data, LimitError where it takes longer than
    `seconds`.
    """
    tesseract = _tesseract(path)
    # Tesseract's own threads fight each other: 5.7 s a page with them, 0.9 s without.
    before = os.environ.get("OMP_THREAD_LIMIT")
    os.environ["OMP_THREAD_LIMIT"] = "1"
    end = time.monotonic() + seconds
    found: dict[int, list[Line]] = {}
    try:
        with ThreadPoolExecutor(max_workers=max(1, min(4, os.cpu_count() or 1))) as pool:
            # Pages are drawn here, one batch at a time: pdfium knows no threads, and a picture is 25 MB.
            for batch in (numbers[start : start + 4] for start in range(0, len(numbers), 4)):
                pictures = [(number, *_picture(pdf, number)) for number in batch]
                jobs = [
                    (number, pool.submit(_lines, tesseract, image, scale, number, height))
                    for number, image, scale, height in pictures
                ]
                for number, job in jobs:
                    found[number] = job.result()
                if time.monotonic() > end:
                    raise LimitError(_("{path}: text recognition takes longer than {n:g} s", path=path, n=seconds))
    finally:
        if before is None:
            os.environ.pop("OMP_THREAD_LIMIT", None)
        else:
            os.environ["OMP_THREAD_LIMIT"] = before
    return found


def _tesseract(path: str) -> Any:
    try:
        import pytesseract

        languages = pytesseract.get_languages()
    except ImportError as error:
        raise MissingToolError(_("{path}: --ocr needs pip install 'drafter[ocr]'", path=path)) from error
    except Exception as error:
        raise MissingToolError(
            _("{path}: --ocr needs Tesseract: apt-get install tesseract-ocr tesseract-ocr-vie", path=path)
        ) from error
    if "vie" not in languages:
        raise MissingToolError(_("{path}: Tesseract has no Vietnamese: apt-get install tesseract-ocr-vie", path=path))
    return pytesseract


def _picture(pdf: Any, number: int) -> tuple[Any, float, float]:
    """A page as a grey picture, points a pixel, and the page's height in points."""
    page = pdf[number - 1]
    try:
        width, height = page.get_size()
        scale = min(_DPI / 72, _LARGEST_SIDE / max(width, height, 1))
        return page.render(scale=scale, grayscale=True).to_pil(), 1 / scale, height
    finally:
        page.close()


def _lines(tesseract: Any, image: Any, scale: float, number: int, height: float) -> list[Line]:
    try:
        data = tesseract.image_to_data(
            image, lang="vie", config=_MODE, timeout=_PAGE_SECONDS, output_type=tesseract.Output.DICT
        )
    except RuntimeError:
        return []
    rows: dict[tuple[int, int, int], list[int]] = {}
    for index, word in enumerate(data["text"]):
        if word.strip() and float(data["conf"][index]) >= _LEAST_SURE:
            key = (data["block_num"][index], data["par_num"][index], data["line_num"][index])
            rows.setdefault(key, []).append(index)
    return [_line(data, row, scale, number, height) for row in rows.values()]


def _line(data: dict[str, list[Any]], row: Sequence[int], scale: float, number: int, height: float) -> Line:
    left = min(data["left"][index] for index in row)
    right = max(data["left"][index] + data["width"][index] for index in row)
    top = min(data["top"][index] for index in row)
    bottom = max(data["top"][index] + data["height"][index] for index in row)
    text = " ".join(data["text"][index].strip() for index in row)
    # Sizes of recognised letters waver: none is said.
    return Line(text, left * scale, right * scale, height - bottom * scale, height - top * scale, 0.0, False, number)
