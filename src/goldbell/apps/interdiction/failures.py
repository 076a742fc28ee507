"""Why a stop order was not moved."""

from goldbell.common.errors import Conflict, Forbidden, Invalid, NotFound


class NoSuchOrder(NotFound):
    """No such order, or none the asker may see."""

    code = "no_such_order"


class NeverPaid(Invalid):
    """No movement of this amount at this time into this account is known in the case."""

    code = "never_paid"


class AskTooLarge(Invalid):
    """More is asked than is shown to have reached the account."""

    code = "ask_too_large"


class FactMissing(Invalid):
    """One of the four facts that a bank matches is missing."""

    code = "fact_missing"


class NoPartner(Invalid):
    """Nobody knows which registered partner keeps this account."""

    code = "no_partner"


class PersonalWords(Invalid):
    """A reason holds what looks like an account or phone number."""

    code = "personal_words"


class AlreadyPending(Conflict):
    """The case has an order on this account that is not ended yet."""

    code = "already_pending"


class SamePerson(Forbidden):
    """Who proposed may not approve."""

    code = "same_person"


class Moved(Conflict):
    """The order is not in the state any more that this act needs; somebody else was first."""

    code = "moved"


class ThirdStop(Conflict):
    """The account has borne its two stops (银发〔2016〕86号)."""

    code = "third_stop"
