"""Steps of histories: what can be done, by whom, with which answers; and what the book learns from each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from egnatia.kernel.access.actor import acting_as, seeing_all
from egnatia.kernel.engine import timing
from egnatia.kernel.engine.run import grant
from egnatia.kernel.models import CaseFile
from egnatia.node.asylum import actions as asylum
from egnatia.node.avrr import actions as avrr
from egnatia.node.avrr.models import Resumes, Topic, VoluntaryReturn
from egnatia.node.border import actions as border
from egnatia.node.coi.models import Document
from egnatia.node.demo.histories import beside
from egnatia.node.demo.histories.world import CLAIM, World
from egnatia.node.information.items import MANDATORY
from egnatia.node.information.items import Step as About
from egnatia.node.protection import actions as protection
from egnatia.node.referral import actions as referral
from egnatia.node.registration import actions as registration
from egnatia.node.returns import actions as returns
from egnatia.node.returns.decision import actions as deciding
from egnatia.node.returns.models import CourtStay
from egnatia.node.returns.operations import actions as operations
from egnatia.node.returns.removal import actions as removal

PERSON = {"given_names": "Adil", "family_name": "Khan", "birth": {"year": "1990", "month": "5", "day": "3"}, "sex": 1, "citizenship": "PAK", "language": "urd"}


def _arrive(world: World) -> bool:
    """A person at a crossing point, with a case of the border police."""
    made = world.take(border.begin, "officer", **{**PERSON, **world.name}, synthetic=True, kind="REFUSAL", to_country="ALB", place="SYNTHETIC")
    if made is None:
        return False
    world.ids["border"] = made
    with seeing_all():
        world.person = CaseFile.objects.values_list("subject", flat=True).get(pk=made)
    return True


def _border_ask(world: World, wish: str = "NO") -> bool:
    told = {"items": list(MANDATORY[About.BORDER]), "language": "urd", "interpreter_present": True, "answer": "OWN_WORDS"}
    world.take(border.inform, "officer", "border", **told)
    done = world.take(border.ask_asylum, "officer", "border", wishes_asylum=wish, words=CLAIM if wish == "YES" else "") is not None
    if done and wish == "YES":
        world.book.border_wish = True
        world.hear()
    return done


def _border_assess(world: World, risk: bool = False) -> bool:
    done = world.take(border.assess_risk, "officer", "border", risk=risk, reasons="SYNTHETIC") is not None
    if done:
        world.book.border_risk = risk
    return done


def _border_propose(world: World) -> bool:
    return world.take(border.propose, "officer", "border", grounds=["A"], reasons="SYNTHETIC") is not None


def _border_decide(world: World) -> bool:
    clear = not world.book.asks and not world.book.ever_asked and world.book.border_risk is False
    done = world.take(border.decide, "shift", "border", language="urd", form_given=True, remedy_told=True) is not None
    if done:
        world.act_was_clear = clear
    return done


def _open(world: World) -> bool:
    if "border" in world.ids:
        # The border police passes what it found to the authority for returns.
        with acting_as(world.staff["officer"]):
            grant(CaseFile.objects.get(pk=world.ids["border"]), world.staff["foreigners"].unit, "FOUND")
    stay = {"ground": "OVERSTAY", "facts": "SYNTHETIC", "country": "PAK", "detected_on": world.day(0)}
    made = (
        world.take(returns.begin, "foreigners", **{**PERSON, **world.name}, synthetic=True, **stay)
        if world.person is None
        else world.take(returns.begin_known, "foreigners", source_case=str(world.ids.get("border")), **stay)
    )
    if made is None:
        return False
    world.ids["return"] = made
    with seeing_all():
        world.person = CaseFile.objects.values_list("subject", flat=True).get(pk=made)
    return True


def _needs(world: World, indicator: str = "NONE_SEEN") -> bool:
    return world.take(protection.record_check, "social", person_id=str(world.person), stage="RETURN", indicators=[indicator]) is not None


def _look(world: World, danger: str = "NO", onward: str = "NO", who: str = "social", country: str = "PAK") -> bool:
    with seeing_all():
        source = Document.objects.values_list("pk", flat=True).filter(withdrawn=False).first()
    told = {"country": country, "danger": danger, "onward": onward, "reasons": "SYNTHETIC", "sources": [str(source)]}
    done = world.take(returns.check_danger, who, "return", **told) is not None
    if done:
        world.book.danger[country] = (world.now(), danger == "YES" or onward == "YES")
    return done


def _assess(world: World) -> bool:
    world.take(returns.tell_avrr, "foreigners", "return", language="urd", interpreter_present=True)
    texts = dict.fromkeys(("heard", "family", "health", "child", "ties"), "SYNTHETIC")
    return world.take(returns.assess, "foreigners", "return", language="urd", **texts) is not None


def _propose(world: World, days: int = 7, ban: int = 0) -> bool:
    told = {"country": "PAK", "legal_ground": "SYNTHETIC", "reasons": "SYNTHETIC", "legal_aid": "SYNTHETIC", "vd_days": days}
    more = {"ban_months": ban, "ban_reasons": "SYNTHETIC"} if ban else {}
    return world.take(deciding.propose, "foreigners", "return", **told, **more) is not None


def _decide(world: World, who: str = "foreigners2") -> bool:
    return world.take(deciding.decide, who, "return") is not None


def _serve(world: World) -> bool:
    told = {"language": "urd", "how": "HAND", "interpreter": "SYNTHETIC", "remedy_told": True, "avrr_told": True}
    done = world.take(deciding.notify, "foreigners", "return", **told) is not None
    if done:
        world.book.appeal_until = world.now() + timedelta(days=7)
    return done


def _start(world: World) -> bool:
    done = world.take(deciding.start_period, "foreigners", "return") is not None
    if done:
        world.book.period_until = world.now() + timedelta(days=6)
    return done


def _enforce(world: World) -> bool:
    return world.take(deciding.enforce, "foreigners", "return") is not None


def _document(world: World) -> bool:
    return world.take(removal.start_documenting, "foreigners", "return") is not None


def _papers(world: World) -> bool:
    world.take(removal.identify, "foreigners", "return", nationality="PAK", how="DOCUMENT")
    done = world.take(removal.add_document, "foreigners", "return", kind="PASSPORT", issuer="PAK", number="SYN", valid_until=world.day(200)) is not None
    world.book.papers = world.book.papers or done
    return done


def _fit(world: World, result: str = "FIT") -> bool:
    told = {"result": result, "mode": "AIR", "examined_on": world.day(0), "valid_until": world.day(60), "examiner": "SYNTHETIC"}
    done = world.take(removal.record_fitness, "foreigners", "return", **told) is not None
    if done:
        world.book.fit = result == "FIT"
    return done


def _order(world: World) -> bool:
    return world.take(removal.order_removal, "foreigners2", "return", reasons="SYNTHETIC") is not None


def _wish(world: World, way: str = "registration") -> bool:
    """Heard by whoever is there: a social worker, a return officer, the operation, the monitor."""
    row = world.row()
    if way == "return":
        done = world.take(returns.hear_wish, "foreigners", "return", words=CLAIM) is not None
    elif way == "operation" and row is not None:
        done = world.take(operations.hear_wish, "foreigners", "operation", row=str(row.pk), words=CLAIM) is not None
    else:
        done = world.take(registration.record_wish, "social", person_id=str(world.person), words=CLAIM) is not None
    if done:
        world.hear()
    return done


def _register(world: World) -> bool:
    """Registered and lodged by the asylum authority."""
    with seeing_all():
        case = CaseFile.objects.filter(subject=world.person, procedure="registration", closed=False).values_list("pk", flat=True).first()
    if case is None:
        return False
    world.ids["registration"] = case
    why = {f"why_no_{datum}": "NOT_KNOWN" for datum in ("name", "birth", "birthplace", "nationality", "papers")}
    told = {"read_back": True, "language": "urd", "interpreter_present": True, "address": "SYNTHETIC", "document_issued": "CERTIFICATE", **why}
    world.take(registration.register, "asylum", "registration", **told)
    items = {"items": list(MANDATORY[About.ASYLUM]), "language": "urd", "interpreter_present": True, "answer": "OWN_WORDS"}
    world.take(registration.inform, "asylum", "registration", **items)
    return world.take(registration.lodge, "asylum", "registration") is not None


def _give_up(world: World) -> bool:
    """The person withdraws the application, after advice: by the book nothing is asked any more."""
    with seeing_all():
        case = CaseFile.objects.filter(subject=world.person, procedure="asylum", closed=False).values_list("pk", flat=True).first()
    if case is None:
        return False
    world.ids["asylum"] = case
    told = {"words": "SYNTHETIC", "language": "urd", "interpreter_present": True, "consequences_told": True, "advised": True}
    done = world.take(asylum.withdraw, "asylum", "asylum", **told) is not None
    if done:
        world.book.asks = False
    return done


def _resume(world: World) -> bool:
    done = world.take(returns.resume, "foreigners", "return", reason="SYNTHETIC") is not None
    if done:
        if world.state("return") == "notified":
            world.book.period_until = world.now() + timedelta(days=3650)  # no period runs before it has begun anew
        if world.book.asks:
            world.broken("P1", "taken up while somebody asks")
    return done


def _choose(world: World) -> bool:
    done = world.take(returns.choose_avrr, "foreigners", "return") is not None
    if done:
        world.book.voluntary = True
        with seeing_all():
            world.ids["avrr"] = VoluntaryReturn.objects.filter(person=world.person).latest("case__opened_at").pk
    return done


def _counsel(world: World) -> bool:
    told = {"topics": list(Topic), "resumes": [Resumes.RETURN], "language": "urd", "interpreter_present": True, "alone": True}
    return world.take(avrr.counsel, "counsellor", "avrr", **told) is not None


def _take_back(world: World) -> bool:
    done = world.take(avrr.withdraw, "counsellor", "avrr") is not None
    if done:
        world.book.voluntary = world.being_helped()
    return done


def _appeal(world: World) -> bool:
    done = world.take(returns.lodge_remedy, "foreigners", "return", lodged_on=world.day(0)) is not None
    if done:
        world.book.remedy = True
    return done


def _appeal_decided(world: World, outcome: str = "UPHELD") -> bool:
    done = world.take(returns.remedy_decided, "foreigners", "return", outcome=outcome, on=world.day(0), reference="SYN") is not None
    if done:
        world.book.remedy = False
    return done


def _court(world: World, ends: bool = False) -> bool:
    if ends:
        with seeing_all():
            stay = CourtStay.objects.values_list("pk", flat=True).filter(case=world.ids.get("return"), ended_on=None).first()
        done = world.take(returns.end_stay, "foreigners", "return", stay=str(stay), reference="SYN", ended_on=world.day(0)) is not None
    else:
        done = world.take(returns.note_stay, "foreigners", "return", court="ECTHR", reference="SYN", ordered_on=world.day(0)) is not None
    if done:
        world.book.court = _stays(world)
    return done


def _stays(world: World) -> bool:
    with seeing_all():
        return CourtStay.objects.filter(case=world.ids.get("return"), ended_on=None).exists()


def _postpone(world: World) -> bool:
    return world.take(returns.postpone, "foreigners", "return", must="NO", reason="SYNTHETIC") is not None


def _facts(world: World) -> bool:
    done = world.take(returns.note_facts, "foreigners", "return", text="SYNTHETIC") is not None
    if done:
        world.book.new_fact = world.now()
    return done


def _fails(world: World) -> bool:
    return world.take(removal.fail, "foreigners", "return", attempt="WEATHER") is not None


def _refer(world: World) -> bool:
    told: dict[str, Any] = {
        "receiver": "SOCIAL-WORK",
        "need": "SYNTHETIC",
        "basis": "CONSENT",
        "scope": ["NAME"],
        "consent_language": "urd",
        "interpreter_present": True,
        "way": "SIGNED",
    }
    source = world.ids.get("border") or world.ids.get("return")
    return world.take(referral.offer, "officer", source_case=str(source), **told) is not None


def _time(world: World, days: int = 1) -> bool:
    world.offset += timedelta(days=days)
    timing.tick(world.now())
    return True


STEPS: dict[str, Callable[..., bool]] = {
    "arrive": _arrive,
    "border_ask": _border_ask,
    "border_assess": _border_assess,
    "border_propose": _border_propose,
    "border_decide": _border_decide,
    "refer": _refer,
    "open": _open,
    "needs": _needs,
    "look": _look,
    "assess": _assess,
    "propose": _propose,
    "decide": _decide,
    "serve": _serve,
    "start_period": _start,
    "enforce": _enforce,
    "start_documenting": _document,
    "papers": _papers,
    "fit": _fit,
    "order_removal": _order,
    "wish": _wish,
    "register": _register,
    "give_up": _give_up,
    "resume": _resume,
    "choose_avrr": _choose,
    "counsel": _counsel,
    "take_back": _take_back,
    "appeal": _appeal,
    "appeal_decided": _appeal_decided,
    "court": _court,
    "postpone": _postpone,
    "facts": _facts,
    "fail": _fails,
    "time": _time,
    **beside.STEPS,
}
# Answers that a step may get in a history made from a seed.
CHOICES: dict[str, dict[str, list[Any]]] = {
    "border_ask": {"wish": ["NO", "NO", "YES"]},
    "border_assess": {"risk": [False, False, True]},
    "needs": {"indicator": ["NONE_SEEN", "NONE_SEEN", "CONTROLLED"]},
    "look": {"danger": ["NO", "NO", "NO", "YES"], "onward": ["NO", "NO", "NO", "YES"], "who": ["social", "foreigners"]},
    "propose": {"days": [5, 7, 7, 30, 31], "ban": [0, 0, 12, 72]},
    "decide": {"who": ["foreigners", "foreigners2", "foreigners2"]},
    "fit": {"result": ["FIT", "FIT", "UNFIT"]},
    "wish": {"way": ["registration", "return", "operation"]},
    "appeal_decided": {"outcome": ["UPHELD", "UPHELD", "ANNULLED"]},
    "court": {"ends": [False, True]},
    "time": {"days": [1, 1, 3, 9, 25, 70, 200]},
    **beside.CHOICES,
}
