"""Questions about a country in the demonstration: one that waits, and one that was answered, with both sides and a search that found nothing."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.node.coi.models import Claim, Document, Research, Source
from egnatia.node.coi.research import actions as coi
from egnatia.node.demo import library

_TITLE = "SYNTHETIC: house searches at night"
_AFTER = "No search of a house was reported in the three districts since the ceasefire."
_ASKED = {"country": "AFG", "topics": ["SECURITY", "PROTECTION"], "language": "eng"}
_QUESTIONS = ["Are there reports of searches of houses at night?", "Are there reports of courts that deal with complaints about them?"]


def tell(staff: dict[str, Actor]) -> None:
    """Once, after the library was filled."""
    with acting_as(SYSTEM):
        if Research.objects.exists():
            return
        reported = Document.objects.values_list("pk", flat=True).get(title=library.TITLE, withdrawn=False)
        source = Source.objects.values_list("pk", flat=True)[0]
    first, second = staff["asylum"], staff["asylum2"]
    after = library.put(first, "AFG", "SYNTHETIC note after the ceasefire", f"SYNTHETIC. {_AFTER}", days=10)

    def do(door: Any, who: Actor, case: Any = None, **data: Any) -> Any:
        return door(data, actor=who, key=uuid.uuid4(), case_id=case).case_id

    case = do(coi.ask, second, **_ASKED, title=_TITLE, questions=_QUESTIONS)
    do(coi.take_on, first, case)
    do(coi.state, first, case, question=1, text=library.QUOTE, document=reported, pinpoint="para. 1", quote=library.QUOTE)
    with acting_as(SYSTEM):
        claim = Claim.objects.get(research=case).pk
    do(coi.add_place, first, case, claim=claim, document=after, pinpoint="para. 1", quote=_AFTER, otherwise=True)
    looked = {"terms": "SYNTHETIC: court, complaint, search of houses", "looked_in": "SYNTHETIC: this library", "on": moment.today()}
    do(coi.note_nothing, first, case, question=2, **looked)
    do(coi.submit, first, case)
    do(coi.publish, second, case, source=source, stands=True, sides=True, silence=True, neutral=True)
    needed = moment.today() + timedelta(days=7)
    do(coi.ask, second, **_ASKED, title="SYNTHETIC: journalists", questions=["Are there reports of journalists held without a lawyer?"], needed_by=needed)
