"""Text → facts: figures, dates, periods, cited documents, and what a paper says of itself."""

from drafter.extracting.again import FactRows, read_rows, rows_again
from drafter.extracting.extract import FactMemory, Found, extract, find_facts, settle
from drafter.extracting.figures import find_figures
from drafter.extracting.references import find_references
from drafter.extracting.times import find_dates

__all__ = [
    "FactMemory",
    "FactRows",
    "Found",
    "extract",
    "find_dates",
    "find_facts",
    "find_figures",
    "find_references",
    "read_rows",
    "rows_again",
    "settle",
]
