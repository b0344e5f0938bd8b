"""Python loads this at its start: the clock says it is two days earlier, as after a flat battery."""

import datetime
import time

SECONDS = 2 * 24 * 3600
_now, _now_ns = time.time, time.time_ns
time.time = lambda: _now() - SECONDS
time.time_ns = lambda: _now_ns() - SECONDS * 10**9


class _Earlier(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.UTC).replace(tzinfo=None)


datetime.datetime = _Earlier
