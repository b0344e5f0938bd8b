"""The tables of `.drafter/archive.db`."""

from __future__ import annotations

# Another number rebuilds the archive from the files: raise it when a table, or the folding of words, changes.
VERSION = 4

# The words of a passage are indexed without accents (`bare`), because FTS5's own folding leaves đ as it is. `unit`,
# `period` and `place` make a filter one more word of the query, so that it narrows before anything is ranked: a unit is
# there by its number, a period with every year and part it lies in. The index
# keeps no text of its own (`content=''`): a passage's text lies in its report, compressed.
TABLES = """
CREATE TABLE report (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL UNIQUE,
    origin TEXT,
    linked INTEGER NOT NULL,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    format TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT,
    unit TEXT,
    period TEXT,
    outline TEXT,
    date TEXT,
    number TEXT,
    corrected TEXT NOT NULL,
    text BLOB NOT NULL
);
CREATE INDEX report_origin ON report (origin);
CREATE INDEX report_period ON report (unit, period);
CREATE TABLE unit (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    folded TEXT NOT NULL
);
CREATE TABLE passage (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (id),
    section TEXT,
    label TEXT,
    title TEXT,
    above TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL
);
CREATE INDEX passage_report ON passage (report);
CREATE VIRTUAL TABLE words USING fts5 (
    title, body, unit, period, place, content='', tokenize="unicode61 remove_diacritics 0", prefix='2 3'
);
CREATE TABLE indicator (
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    unit TEXT NOT NULL,
    folded TEXT NOT NULL,
    UNIQUE (subject, unit)
);
CREATE TABLE figure (
    report INTEGER NOT NULL REFERENCES report (id),
    indicator INTEGER NOT NULL REFERENCES indicator (id),
    passage INTEGER REFERENCES passage (id),
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    text TEXT NOT NULL,
    value TEXT,
    low TEXT,
    high TEXT,
    parts TEXT,
    relation TEXT,
    place TEXT,
    column_label TEXT,
    share TEXT,
    whole TEXT
);
CREATE INDEX figure_indicator ON figure (indicator);
CREATE INDEX figure_report ON figure (report);
CREATE TABLE date (
    report INTEGER NOT NULL REFERENCES report (id),
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    kind TEXT NOT NULL,
    iso TEXT,
    role TEXT NOT NULL
);
CREATE INDEX date_report ON date (report);
CREATE TABLE citation (
    report INTEGER NOT NULL REFERENCES report (id),
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    type TEXT,
    symbol TEXT,
    date TEXT,
    issuer TEXT,
    title TEXT
);
CREATE INDEX citation_report ON citation (report);
CREATE INDEX citation_symbol ON citation (symbol);
"""
