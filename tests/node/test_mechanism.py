"""The regional mechanism at a node: what the hub tells is taken in order, adopted by two, differed from in plain sight, and the share is kept."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from egnatia.exchange import fetching, inbox, signing
from egnatia.exchange.envelope import canonical
from egnatia.exchange.models import Alarm, Incoming, Outgoing
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.codes import sop
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import Task
from egnatia.node.avrr.mechanism import actions, procedure, selectors
from egnatia.node.avrr.models import BudgetShare, BudgetUse, Edition, NationalDifference, SopAdoption
from egnatia.node.avrr.reintegration import actions as plans
from egnatia.node.avrr.reintegration import procedure as of_plans
from tests.exchanging import Sender
from tests.node.conftest import do, state_of
from tests.node.test_avrr import day
from tests.node.test_pages import client_of
from tests.node.test_reintegration import LINE, PDF, approved, planned, refused

YEAR = moment.today().year
STEPS = [
    {"code": code, "title": code.title(), "what": "SYNTHETIC", "who": "SYNTHETIC", "record": "SYNTHETIC", "exit": "SYNTHETIC", "core": core}
    for code, core in (("COUNSELLING", True), ("DOCUMENT", False), ("CLOSURE", False))
]
BODY = {"version": 1, "published_on": "2026-11-01", "changes": "SYNTHETIC"}
CONTENT = {"code": "AVRR", "title": "SYNTHETIC procedure", "source": "SYNTHETIC", "steps": STEPS}


@pytest.fixture
def hub(db: None) -> Sender:
    return Sender(signing.HUB, signing.ALL).trusted_here()


def edition(hub: Sender, version: int = 1, **changes: Any) -> dict[str, Any]:
    """What the receipt of an edition says."""
    made = hub.says("sop", {**BODY, "version": version, **changes}, canonical(CONTENT))
    return inbox.receive(hub.party, hub.sequence, made.pack()).content


def budget(hub: Sender, srb: int, revision: int = 1) -> None:
    body = {"year": YEAR, "revision": revision, "source": "SYNTHETIC", "total": srb + 100, "shares": {"SRB": srb, "ALB": 100}}
    assert inbox.receive(hub.party, hub.sequence + 1, hub.says("budget", body).pack()).content["status"] == "accepted"


def adopting(staff: dict[str, Actor]) -> Any:
    with seeing_all():
        return SopAdoption.objects.filter(adopted_at=None).latest("edition").pk


def test_an_edition_is_fetched_in_order_compared_and_adopted_by_two(staff: dict[str, Actor], hub: Sender) -> None:
    waiting = [hub.says("sop", BODY, canonical(CONTENT)).pack()]
    asked: list[str] = []

    def get(url: str) -> bytes | None:
        asked.append(url)
        number = int(url.rsplit("/", 1)[1])
        return waiting[number - 1] if number <= len(waiting) else None

    assert fetching.fetch_all(get) == 1
    assert [one.rsplit("/exchange/")[1] for one in asked] == ["HUB/1", "HUB/2"]
    assert fetching.fetch_all(get) == 0
    case = adopting(staff)
    with seeing_all():
        assert Task.objects.filter(case=case, code="ADOPT_EDITION", done_at=None).count() == 1
    do(actions.note_difference, staff["legal"], case, step="DOCUMENT", kind="OTHER_BODY", text="SYNTHETIC: the police asks the consulate")
    do(actions.note_difference, staff["legal2"], case, step="CLOSURE", kind="OTHER_TERM", text="SYNTHETIC")
    do(actions.drop_difference, staff["legal"], case, step="CLOSURE")
    do(actions.prepare, staff["legal"], case, since=day(0))
    assert refused(actions.adopt, staff["legal"], case) == {"G-SECOND"}
    do(actions.adopt, staff["legal2"], case)
    message = Outgoing.objects.get(to="HUB").message
    assert message["type"] == "sop_adoption"
    told = sop.read_adoption(message["body"], bytes(Outgoing.objects.get(to="HUB").payload))
    assert (told.version, told.since.isoformat(), [one.step for one in told.differences]) == (1, day(0), ["DOCUMENT"])
    page = client_of("counsellor").get(reverse("harmonised_procedure")).content.decode()
    assert "We work by edition" in page
    assert "the police asks the consulate" in page
    # The next edition brings the difference along, as long as its step exists.
    assert edition(hub, 2)["status"] == "accepted"
    with seeing_all():
        assert [one.step for one in NationalDifference.objects.filter(case=adopting(staff))] == ["DOCUMENT"]
    assert "A newer edition is there" in client_of("counsellor").get(reverse("harmonised_procedure")).content.decode()


def test_a_step_that_protects_is_never_left_out(staff: dict[str, Actor], hub: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    edition(hub)
    case = adopting(staff)
    do(actions.note_difference, staff["legal"], case, step="COUNSELLING", kind="NOT_DONE", text="SYNTHETIC")
    assert refused(actions.prepare, staff["legal"], case, since=day(3)) == {"G-CORE"}
    monkeypatch.setattr(procedure.PREPARE, "gates", ())  # the twin
    do(actions.prepare, staff["legal"], case, since=day(3))
    with pytest.raises(refusals.BadInput, match="step of this edition"):
        do(actions.note_difference, staff["legal"], _opened(staff), step="NO_SUCH", kind="MORE", text="SYNTHETIC")


def _opened(staff: dict[str, Actor]) -> Any:
    return do(actions.begin, staff["legal"], version=1)


def test_the_database_wants_two_for_an_adoption(staff: dict[str, Actor], hub: Sender) -> None:
    edition(hub)
    case, one = adopting(staff), staff["legal"].id
    do(actions.prepare, staff["legal"], case, since=day(3))
    with seeing_all(), pytest.raises(IntegrityError), transaction.atomic():
        SopAdoption.objects.filter(pk=case).update(adopted_by=one, adopted_at=moment.now())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"to": "MKD"}, "addressee"),
        ({"to": "HUB"}, "addressee"),
        ({"type": "dataset"}, "type"),
        ({"to": []}, "manifest"),
        ({"body": {"version": 1}}, "body"),
        ({"payload": canonical({**CONTENT, "steps": []})}, "content"),
        ({"payload": b"{}"}, "content"),
        ({"payload": b"[1]"}, "manifest"),
        ({"body": {**BODY, "version": "1"}}, "body"),
        ({"body": {**BODY, "published_on": "x"}}, "content"),
    ],
)
def test_what_is_not_for_us_or_is_no_edition_is_refused_and_leaves_an_alarm(hub: Sender, changes: dict[str, Any], code: str) -> None:
    receipt = inbox.receive("HUB", 1, hub.says("sop", changes.pop("body", BODY), changes.pop("payload", canonical(CONTENT)), **changes).pack()).content
    assert [one.split(":")[0] for one in receipt["reasons"]] == [code]
    assert Alarm.objects.get().code == code
    assert not Edition.objects.exists()
    assert not Incoming.objects.exists()


def test_another_node_cannot_speak_for_the_hub(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    peer = Sender("MKD", "SRB").trusted_here()
    assert "type" in inbox.receive("MKD", 1, peer.says("sop", BODY, canonical(CONTENT)).pack()).content["reasons"][0]
    assert not Edition.objects.exists()
    # The twin: a registration that does not ask who speaks.
    taken = import_module("egnatia.node.avrr.mechanism.receiving").edition
    monkeypatch.setitem(inbox._apply, ("sop", False), taken)
    again = Sender("ALB", "SRB").trusted_here()
    assert inbox.receive("ALB", 1, again.says("sop", BODY, canonical(CONTENT)).pack()).content["status"] == "accepted"


def test_a_plan_keeps_to_the_share_of_this_country(staff: dict[str, Actor], hub: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    budget(hub, srb=150_000)
    approved(staff)  # EUR 800 of EUR 1500
    assert selectors.committed(YEAR) == 800
    _travel, plan = planned(staff)
    do(plans.add_line, staff["partner"], plan, **LINE)
    do(plans.ask_validation, staff["partner"], plan)
    assert refused(plans.validate_plan, staff["counsellor"], plan, approve="YES") == {"G-SHARE"}
    with monkeypatch.context() as twin:
        twin.setattr(of_plans.VALIDATE, "gates", of_plans.VALIDATE.gates[:2])
        # Without the safeguard the row that is locked still says no.
        with pytest.raises(refusals.BadInput, match="what was left"):
            do(plans.validate_plan, staff["counsellor"], plan, approve="YES")
    do(plans.validate_plan, staff["counsellor"], plan, approve="NO", reason="SYNTHETIC: no money is left")
    budget(hub, srb=170_000, revision=2)
    do(plans.ask_validation, staff["partner"], plan)
    do(plans.validate_plan, staff["counsellor"], plan, approve="YES")
    assert BudgetShare.objects.count() == 2
    assert selectors.committed(YEAR) == 1600


def test_without_a_regional_budget_the_amount_for_each_person_holds_alone(staff: dict[str, Actor]) -> None:
    _travel, plan = approved(staff)
    assert state_of(plan) == "approved"
    page = client_of("statistician").get(reverse("voluntary_return")).content.decode()
    assert "The region has told no budget" in page


def test_amounts_of_few_plans_stay_here_and_two_persons_tell_the_region(staff: dict[str, Actor], hub: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    budget(hub, srb=15_000_000)
    approved(staff)
    counted = do(actions.count_use, staff["approver"], year=YEAR)
    assert refused(actions.tell_region, staff["approver"], counted) == {"G-4EYES"}
    counted = do(actions.count_use, staff["statistician"], year=YEAR)
    do(actions.tell_region, staff["approver"], counted)
    body = Outgoing.objects.get(to="HUB").message["body"]
    assert (body["committed"], body["spent"]) == (None, 0)
    with seeing_all():
        assert BudgetUse.objects.get(pk=counted).committed == 800
        one = BudgetUse(plans=5, spending=4, committed=4321, spent=1234)
    assert selectors.told(one) == {"committed": 4300, "spent": None}
    # One plan more: the difference of the two would be one person's.
    approved(staff)
    again = do(actions.count_use, staff["statistician"], year=YEAR)
    assert refused(actions.tell_region, staff["approver"], again) == {"G-DIFFER"}
    monkeypatch.setattr(selectors, "FEW_PLANS", 0)  # the twin: amounts of one person would leave
    again = do(actions.count_use, staff["statistician"], year=YEAR)
    do(actions.tell_region, staff["approver"], again)
    assert Outgoing.objects.filter(to="HUB").latest("created_at").message["body"]["committed"] == 1600


def test_pages_for_those_who_need_them(staff: dict[str, Actor], hub: Sender) -> None:
    assert "told no procedure yet" in client_of("legal").get(reverse("harmonised_procedure")).content.decode()
    edition(hub)
    page = client_of("legal").get(reverse("harmonised_procedure")).content.decode()
    assert "Not adopted here yet" in page
    assert "Something changed here" in page
    assert client_of("foreigners").get(reverse("voluntary_return")).status_code == 403
    text = client_of("coordinator").get(reverse("voluntary_return")).content.decode()
    for words in ("Counselled", "not a failure", "Nobody has answered yet", "EQ-1"):
        assert words in text


def test_a_content_that_is_no_procedure_says_where() -> None:
    with pytest.raises(sop.BadSop, match="step 1"):
        sop.read({**CONTENT, "steps": [{**STEPS[0], "core": "yes"}]})
    with pytest.raises(sop.BadSop, match="same code"):
        sop.read({**CONTENT, "steps": [STEPS[0], STEPS[0]]})
    with pytest.raises(sop.BadSop, match="no TOML"):
        sop.read_toml(b"code = ")
    with pytest.raises(sop.BadSop, match="UTF-8"):
        sop.read_toml(b"\xff")


def test_what_costs_more_than_planned_asks_the_share_too(staff: dict[str, Actor], hub: Sender) -> None:
    budget(hub, srb=100_000)
    _travel, plan = approved(staff)  # EUR 800 of EUR 1000
    told = {"number": 1, "on": day(0), "proof": PDF}
    with pytest.raises(refusals.BadInput, match="share are left"):
        do(plans.deliver_line, staff["partner"], plan, **told, spent="1000.01")
    do(plans.deliver_line, staff["partner"], plan, **told, spent="1000")
    assert selectors.committed(YEAR) == 1000
    assert selectors.left(YEAR) == 0


def test_an_edition_whose_day_lies_ahead_does_not_hold_yet(staff: dict[str, Actor], hub: Sender) -> None:
    edition(hub)
    case = adopting(staff)
    do(actions.prepare, staff["legal"], case, since=day(3))
    do(actions.adopt, staff["legal2"], case)
    assert selectors.adopted() is None
    with moment.pretend(moment.now() + timedelta(days=3)):
        assert selectors.adopted() is not None


def test_a_message_that_cannot_be_taken_does_not_stand_in_the_way(staff: dict[str, Actor], hub: Sender) -> None:
    """Of a newer version, say: the next one is taken, and this one is asked for again."""
    waiting = [hub.says("of_tomorrow", {}).pack(), hub.says("sop", BODY, canonical(CONTENT)).pack()]

    def get(url: str) -> bytes | None:
        number = int(url.rsplit("/", 1)[1])
        return waiting[number - 1] if number <= len(waiting) else None

    assert fetching.fetch_all(get) == 1
    assert fetching.fetch_all(get) == 0
    assert Edition.objects.count() == 1
    assert Alarm.objects.count() == 1  # once a day, however often it is asked for
