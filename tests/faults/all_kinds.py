"""Every kind of fault of the kit."""

from __future__ import annotations

from tests.faults.kinds import GENERAL_KINDS
from tests.faults.kinds_fields import FIELD_KINDS
from tests.faults.kinds_frames import FRAME_KINDS

KINDS = (*GENERAL_KINDS, *FIELD_KINDS, *FRAME_KINDS)
