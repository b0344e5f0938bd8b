"""The tests of this room share the modules beside them (a fake desk, bursts of keys)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
