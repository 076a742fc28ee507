"""What banks' answers and messages' ends mean to stop orders."""

from goldbell.adapters.messages.contracts import StopAnswer
from goldbell.apps.exchange.contracts import Ending, Reply
from goldbell.apps.interdiction.services.answering import take_answer, take_ending
from goldbell.apps.interdiction.services.orders import SUBJECT

REPLIES = [Reply(kind=StopAnswer.KIND, subject_kind=SUBJECT, handle=take_answer)]
ENDINGS = [Ending(subject_kind=SUBJECT, handle=take_ending)]
