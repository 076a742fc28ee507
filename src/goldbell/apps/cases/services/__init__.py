"""Acts of intake and cases: one function each, in one transaction, with right, move, change and audit."""

from goldbell.apps.cases.services.drafting import drop_draft, save_draft, start_draft
from goldbell.apps.cases.services.elements import settle_element
from goldbell.apps.cases.services.evidence import attach_evidence, open_evidence
from goldbell.apps.cases.services.opening import move_case, move_report, open_case, set_scam_type
from goldbell.apps.cases.services.reading import note_receipt
from goldbell.apps.cases.services.same import settle_same
from goldbell.apps.cases.services.taking import take_report
from goldbell.apps.cases.services.transfers import add_transfer, settle_transfer, strike_transfer

__all__ = [
    "add_transfer",
    "attach_evidence",
    "drop_draft",
    "move_case",
    "move_report",
    "note_receipt",
    "open_case",
    "open_evidence",
    "save_draft",
    "set_scam_type",
    "settle_element",
    "settle_same",
    "settle_transfer",
    "start_draft",
    "strike_transfer",
    "take_report",
]
