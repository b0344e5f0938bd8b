"""The past reports, indexed: filed once by content, searched without accents, one figure followed over the periods."""

from drafter.archive.copies import beside, copies
from drafter.archive.gathering import Found, Gathered, How, adds_up, gather
from drafter.archive.query import Query, parse_query
from drafter.archive.record import Record, record_of
from drafter.archive.search import Hit, search
from drafter.archive.sheaf import Sheaf, sheaf_of
from drafter.archive.store import Archive, CorruptArchiveError, Filed
from drafter.archive.trend import Point, Series, trend

__all__ = [
    "Archive",
    "CorruptArchiveError",
    "Filed",
    "Found",
    "Gathered",
    "Hit",
    "How",
    "Point",
    "Query",
    "Record",
    "Series",
    "Sheaf",
    "adds_up",
    "beside",
    "copies",
    "gather",
    "parse_query",
    "record_of",
    "search",
    "sheaf_of",
    "trend",
]
