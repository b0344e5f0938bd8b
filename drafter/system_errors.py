"""Why the operating system refused, in the officer's language: Python's own words for it are English everywhere."""

from __future__ import annotations

import errno

from drafter.messages import catalogue, mark

_ = catalogue("system_errors")

_REASONS = {
    errno.ENOSPC: mark("the disk is full"),
    errno.EDQUOT: mark("your share of the disk is used up"),
    errno.EFBIG: mark("the file would be too large for this disk"),
    errno.EROFS: mark("the disk cannot be written to"),
    errno.EACCES: mark("you have no permission, or another program has it open"),
    errno.EPERM: mark("this is not permitted"),
    errno.EBUSY: mark("another program has it open"),
    errno.ENOENT: mark("there is no such file or folder"),
    errno.EEXIST: mark("there is already one of this name"),
    errno.EISDIR: mark("this is a folder"),
    errno.ENOTDIR: mark("a file stands where a folder should be"),
    errno.ENOTEMPTY: mark("the folder is not empty"),
    errno.ENAMETOOLONG: mark("the name is too long"),
    errno.EINVAL: mark("the name or the place is not valid"),
    errno.ELOOP: mark("the links lead in a circle"),
    errno.EIO: mark("the disk does not answer; is the drive still plugged in?"),
    errno.EMFILE: mark("too many files are open"),
    errno.ENOMEM: mark("the memory is full"),
    errno.EADDRINUSE: mark("another program uses this port"),
    errno.ECONNREFUSED: mark("nobody answers there"),
    errno.ETIMEDOUT: mark("no answer came in time"),
}
# Windows says "permission denied" (EACCES) for a file that Word holds open; its own number tells.
_HELD_OPEN = (32, 33)


def reason(error: OSError) -> str:
    """A few words without a capital or a stop; the system's own where the number is not known."""
    if getattr(error, "winerror", None) in _HELD_OPEN:
        return _(_REASONS[errno.EBUSY])
    known = _REASONS.get(error.errno) if error.errno is not None else None
    return _(known) if known else error.strerror or str(error)
