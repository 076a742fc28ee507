"""Acts of privacy: keys, looks, erasure, limits."""

from goldbell.apps.privacy.services.erase import approve_erasure, ask_purge, decide_purge, erase, refuse_erasure
from goldbell.apps.privacy.services.keys import end_business, new_key, retire_master, rotate_master
from goldbell.apps.privacy.services.looks import note_read, reveal
from goldbell.apps.privacy.services.oversight import close_alarm, set_limits, set_term

__all__ = [
    "approve_erasure",
    "ask_purge",
    "close_alarm",
    "decide_purge",
    "end_business",
    "erase",
    "new_key",
    "note_read",
    "refuse_erasure",
    "retire_master",
    "reveal",
    "rotate_master",
    "set_limits",
    "set_term",
]
