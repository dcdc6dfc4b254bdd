"""Ways around the safeguards that a hostile reader found: each stays closed."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.cases import visible
from egnatia.kernel.codes.dates import BadDate, Calendar, PartialDate
from egnatia.kernel.engine import refusals
from egnatia.kernel.models import CaseFile, Task, Unit
from egnatia.node.people import mrz
from egnatia.node.people.models import ClaimedIdentity, Person
from egnatia.node.protection import actions as protection
from egnatia.node.referral import actions as referral
from egnatia.node.referral.handover import actions as handover
from egnatia.node.referral.models import HandOver
from egnatia.node.registration import actions as registration
from egnatia.node.registration.models import Intention
from egnatia.node.screening import actions as screening
from egnatia.node.screening.models import Screening
from tests.node.conftest import all_steps, arrive, do, state_of, told
from tests.node.test_pages import client_of, form
from tests.node.test_referral_registration import OFFER
from tests.node.test_screening import closed

CHILD = {"birth": {"year": "2014", "month": "5", "day": "3"}, "unaccompanied": True}


def _person(case: uuid.UUID) -> Person:
    with seeing_all():
        return Screening.objects.select_related("person").get(pk=case).person


@pytest.mark.parametrize("receiver", ["FOREIGNERS", "STATISTICS", "LIAISON", "ASYLUM"])
def test_a_form_reaches_services_of_the_directory_alone(staff: dict[str, Actor], receiver: str) -> None:
    case = arrive(staff)
    with pytest.raises(refusals.BadInput):
        do(referral.offer, staff["officer"], source_case=case, **{**OFFER, "receiver": receiver})
    with pytest.raises(refusals.NotAllowed):
        do(handover.hand_over, staff["officer"], source_case=case, receiver=receiver, outcome="X")
    assert client_of("officer").get(reverse("start", args=["handover", "hand_over"])).status_code == 404


def test_a_receiver_does_not_pass_on_what_it_has_not_accepted(staff: dict[str, Actor]) -> None:
    offered = do(referral.offer, staff["officer"], source_case=arrive(staff), **OFFER)
    with pytest.raises(refusals.NotFound):
        do(referral.offer, staff["social"], source_case=offered, **OFFER)


def test_administrators_and_statisticians_read_no_persons_case(staff: dict[str, Actor]) -> None:
    """Even where a grant was made to their unit."""
    from egnatia.kernel.models import Grant

    case = arrive(staff)
    with seeing_all():
        Grant.objects.create(case_id=case, unit_id=staff["admin"].unit, subject=_person(case).pk, basis="TEST", granted_at=moment.now())
    for who in ("admin", "statistician"):
        with acting_as(staff[who]):
            assert set(visible(staff[who]).values_list("procedure", flat=True)) <= {"account"}
        assert client_of(who).get(reverse("case", args=[case])).status_code == 404


def test_one_key_with_other_answers_is_not_called_saved(staff: dict[str, Actor]) -> None:
    case, key = arrive(staff), uuid.uuid4()
    screening.ask_asylum({"wishes_asylum": "NO"}, actor=staff["officer"], key=key, case_id=case)
    with pytest.raises(refusals.KeyReused):
        screening.ask_asylum({"wishes_asylum": "YES"}, actor=staff["officer"], key=key, case_id=case)
    client, address = client_of("officer"), reverse("act", args=[case, "ask_asylum"])
    answer = client.post(address, {"wishes_asylum": "YES", "_key": str(key)})
    assert answer.status_code == 409
    fresh = re.search('name="_key" value="(.*?)"', answer.content.decode())[1]
    assert fresh != key
    assert client.post(address, {"wishes_asylum": "YES", "_key": str(fresh)}).status_code == 302
    with seeing_all():
        assert Intention.objects.count() == 1


def _restrict_and_return(staff: dict[str, Actor], case: uuid.UUID) -> set[str]:
    """Codes of the gates that close both a restriction and a return route."""
    do(screening.inform, staff["officer"], case, **told())
    found: set[str] = set()
    for door, data in ((screening.order_restriction, {}), (screening.refer, {"route": "RETURN_RULES"})):
        with pytest.raises(refusals.GateClosed) as caught:
            do(door, staff["officer"], case, **data)
        found |= closed(caught)
    return found


def test_a_child_of_unknown_age_alone_is_a_child(staff: dict[str, Actor]) -> None:
    assert {"G-NOCHILD", "G-CHILD"} <= _restrict_and_return(staff, arrive(staff, birth={}, unaccompanied=True))


@pytest.mark.parametrize(
    "seen",
    [{"indicators": ["ALONE"]}, {"indicators": ["AGE", "ALONE"]}, {"indicators": ["WITH_STRANGER"]}, {"indicators": ["PHYSICAL"], "categories": ["UAM"]}],
)
def test_a_suspicion_makes_a_child(staff: dict[str, Actor], seen: dict[str, list[str]]) -> None:
    case = arrive(staff)
    do(screening.record_vulnerability, staff["protection"], case, **seen)
    assert {"G-NOCHILD", "G-CHILD"} <= _restrict_and_return(staff, case)


@pytest.mark.parametrize("route", ["RETURN_RULES", "RETURN_CONTINUES", "OTHER_STATE"])
def test_no_route_but_registration_for_a_child_alone(staff: dict[str, Actor], route: str) -> None:
    case = arrive(staff, **CHILD)
    with pytest.raises(refusals.GateClosed) as caught:
        do(screening.refer, staff["officer"], case, route=route)
    assert {"G-CHILD", "G-COMPLETE"} <= closed(caught)


@pytest.mark.parametrize(
    ("told", "calendar", "day", "age"),
    [
        ((2008, 11, None), Calendar.GREGORIAN, date(2026, 11, 29), 17),
        ((2008, 11, None), Calendar.GREGORIAN, date(2026, 11, 30), 18),
        ((1429, 11, None), Calendar.HIJRI, date(2026, 11, 22), 17),
        ((1387, None, None), Calendar.SOLAR_HIJRI, date(2027, 1, 15), 17),
        ((1387, None, None), Calendar.SOLAR_HIJRI, date(2027, 3, 21), 18),
    ],
)
def test_the_lowest_age_of_half_known_dates(told: tuple[int, int | None, int | None], calendar: Calendar, day: date, age: int) -> None:
    assert PartialDate.from_parts(*told, calendar).age_on(day) == age


@pytest.mark.parametrize(
    "told", [(99999, 1, 1, Calendar.HIJRI), (9999, 1, 1, Calendar.SOLAR_HIJRI), (10**12, 1, 1, Calendar.GREGORIAN), (0, 1, 1, Calendar.GREGORIAN)]
)
def test_impossible_years_are_bad_dates(told: tuple[int, int, int, Calendar]) -> None:
    with pytest.raises(BadDate):
        PartialDate.from_parts(*told)


def test_a_document_that_says_child_makes_a_child(staff: dict[str, Actor]) -> None:
    zone = mrz.write_td3(
        issuer="UTO", number="X7654321", family_name="KARIMI", given_names="NASIR", nationality="SYR", birth="120812", sex="M", expiry="300630"
    )
    case = arrive(staff, mrz=zone)
    with acting_as(staff["officer"]):
        document = ClaimedIdentity.objects.get(source="DOCUMENT")
        assert (document.citizenship, document.date_of_birth) == ("SYR", "2012-08-12")
    assert _person(case).is_minor_presumed
    page = client_of("officer").get(reverse("home")).content.decode()
    assert "Karimi, Nasir" in page  # as stated; the document stands beside it on the case page
    assert f"{moment.today().year - 2012 - (moment.today() < date(moment.today().year, 8, 12))} <span" in page


def test_a_wish_after_the_referral_freezes_the_return_and_is_shown(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    all_steps(staff, case)
    do(screening.refer, staff["officer"], case, route="RETURN_RULES")
    with seeing_all():
        handed = HandOver.objects.get().pk
    do(registration.record_wish, staff["medic"], person_id=_person(case).pk)
    with pytest.raises(refusals.GateClosed) as caught:
        do(handover.accept, staff["foreigners"], handed)
    assert closed(caught) == {"G-FREEZE"}
    assert "Wants asylum" in client_of("officer").get(reverse("case", args=[case])).content.decode()
    # The way out leaves nobody with nobody: declined, taken back, referred to registration.
    do(handover.decline, staff["foreigners"], handed, reason="Wants asylum")
    do(screening.reopen, staff["officer"], case)
    with pytest.raises(refusals.GateClosed):
        do(screening.refer, staff["officer"], case, route="RETURN_RULES")
    with moment.pretend(moment.now() + timedelta(minutes=1)):
        do(screening.refer, staff["officer"], case, route="REGISTRATION")
    assert state_of(case) == "referred"


def test_registration_cannot_be_declined_and_a_hand_over_not_withdrawn(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    all_steps(staff, case, wish="YES")
    do(screening.refer, staff["officer"], case, route="REGISTRATION")
    with seeing_all():
        handed = HandOver.objects.get().pk
    with pytest.raises(handover.RegistrationIsDue):
        do(handover.decline, staff["asylum"], handed, reason="Full")
    with pytest.raises(refusals.NotFound):
        do(referral.recall, staff["officer"], handed)
    with pytest.raises(refusals.WrongState):
        do(screening.reopen, staff["officer"], case)


@pytest.mark.parametrize("how", ["decline", "withdraw_consent", "recall"])
def test_who_declined_or_lost_a_referral_sees_the_person_no_longer(staff: dict[str, Actor], how: str) -> None:
    offered = do(referral.offer, staff["officer"], source_case=arrive(staff), **OFFER)
    if how == "decline":
        answer = client_of("social").post(
            reverse("act", args=[offered, "decline"]), {"reason": "Full", "declined_as": "OTHER", "_key": str(uuid.uuid4()), "_version": "1"}, follow=True
        )
        assert answer.status_code == 200
    else:
        do(getattr(referral, how), staff["officer"], offered)
    with acting_as(staff["social"]):
        assert not Person.objects.exists()
        assert not visible(staff["social"]).filter(subject__isnull=False).exists()
    with acting_as(staff["officer"]):
        assert visible(staff["officer"]).filter(pk=offered).exists()


def test_the_limit_holds_before_the_job_has_seen_it(staff: dict[str, Actor]) -> None:
    case = arrive(staff, arrived_at=moment.now() - timedelta(days=30))
    all_steps(staff, case)
    for door, data, gate in ((screening.order_restriction, {}, "G-TIME"), (screening.refer, {"route": "RETURN_RULES"}, "G-COMPLETE")):
        with pytest.raises(refusals.GateClosed) as caught:
            do(door, staff["officer"], case, **data)
        assert closed(caught) == {gate}


def test_a_restriction_is_ordered_once(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    do(screening.inform, staff["officer"], case, **told())
    do(screening.order_restriction, staff["officer"], case)
    do(screening.lift_restriction, staff["officer"], case)
    with pytest.raises(refusals.GateClosed) as caught:
        do(screening.order_restriction, staff["officer"], case)
    assert closed(caught) == {"G-ONCE"}


def test_an_empty_check_is_no_check(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    for door, who, data in (
        (screening.record_vulnerability, "protection", {"indicators": []}),
        (screening.record_security, "officer", {"sources": []}),
        (screening.record_vulnerability, "protection", {"indicators": ["NONE_SEEN", "ALONE"]}),
        (screening.inform, "officer", told(items=[])),
        (screening.inform, "officer", told(items=["AGE_WHY"])),
        (screening.inform, "officer", told(answer="BEFORE")),
        (screening.inform, "officer", told(answer="REFUSED")),
    ):
        with pytest.raises(refusals.BadInput):
            do(door, staff[who], case, **data)


def test_information_in_another_language_without_an_interpreter_is_none(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    do(screening.inform, staff["officer"], case, **told(language="srp", interpreter_present=False))
    with pytest.raises(refusals.GateClosed) as caught:
        do(screening.refer, staff["officer"], case, route="REGISTRATION")
    assert "G-INFO" in closed(caught)


def test_another_unit_cannot_close_a_guardians_task(staff: dict[str, Actor]) -> None:
    case = arrive(staff, **CHILD)
    check = do(protection.record_check, staff["medic"], person_id=_person(case).pk, indicators=["ALONE"], urgent=True)
    with pytest.raises(refusals.WrongState):
        do(protection.take_care, staff["medic"], check)
    with seeing_all():
        assert Task.objects.get(code="URGENT_NEED").done_at is None


def test_closing_a_case_leaves_what_somebody_needs(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    all_steps(staff, case, wish="YES")
    do(screening.record_health, staff["medic"], case, outcome="URGENT")
    with moment.pretend(moment.now() + timedelta(minutes=5)):
        do(screening.refer, staff["officer"], case, route="REGISTRATION")
        with seeing_all():
            assert Task.objects.get(code="URGENT_HEALTH").done_at is None


def test_the_called_service_reads_why(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    check = do(protection.record_check, staff["medic"], person_id=_person(case).pk, indicators=["CONTROLLED"], urgent=True, note="Speaks only when alone")
    text = client_of("social").get(reverse("case", args=[check])).content.decode()
    for words in ("Speaks only when alone", "Needs help at once", "Possible victim of trafficking"):
        assert words in text
    assert "Speaks only when alone" not in client_of("officer").get(reverse("case", args=[check])).content.decode()


def test_comments_are_not_for_everybody(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    do(screening.complete_form, staff["officer"], case, comments="Suspected trafficker named")
    assert "Suspected trafficker" in client_of("officer").get(reverse("case", args=[case])).content.decode()
    assert "Suspected trafficker" not in client_of("medic").get(reverse("case", args=[case])).content.decode()


def test_a_wish_is_never_refused_for_its_words(staff: dict[str, Actor]) -> None:
    do(registration.record_wish, staff["officer"], words="x" * 5000, place="y" * 500, name="z" * 500, language="not a language")
    do(screening.ask_asylum, staff["officer"], arrive(staff), wishes_asylum="YES", words="x" * 5000)
    with seeing_all():
        assert Intention.objects.count() == 2


JUNK = ["a\0b", "\ud800", "x" * 100_000, "%00", "’; DROP TABLE", "\u202e2026", "1e309", "-1"]


@pytest.mark.parametrize("junk", JUNK)
def test_no_text_breaks_a_page(staff: dict[str, Actor], junk: str) -> None:
    case = arrive(staff)
    client = client_of("officer")
    text = junk.encode("utf-8", "surrogatepass").decode("latin-1")
    addresses = [
        (reverse("start", args=["registration", "record_wish"]), {"words": text, "place": text, "name": text}),
        (reverse("search"), {"text": text}),
        (reverse("act", args=[case, "make_remark"]), {"text": text, "_version": "9" * 5000, "_key": text}),
        (reverse("act", args=[case, "inform"]), {"items": text, "language": text}),
    ]
    addresses += [
        (reverse("start", args=["screening", "register_arrival"]), {**form(), name: text})
        for name in ("place", "birth_year", "relative_case", "mrz", "arrived_at", "sex", "citizenship")
    ]
    for address, data in addresses:
        assert client.post(address, data).status_code < 500, address


@pytest.mark.parametrize("charset", ["unicode_escape", "rot13", "hex", "utf-16"])
def test_another_charset_is_refused(staff: dict[str, Actor], charset: str) -> None:
    client = client_of("officer")
    body = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n\\ud800\r\n--x--\r\n'
    assert client.generic("POST", reverse("search"), body, f"multipart/form-data; boundary=x; charset={charset}").status_code == 400


def test_odd_zones_do_not_break_the_reader() -> None:
    assert mrz.read("I<UTOD23145890<<ABC<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<", date(2026, 11, 22)).faults


def test_one_broken_clock_does_not_stop_the_others(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    from egnatia.kernel.engine import run, timing

    cases = [arrive(staff), arrive(staff)]
    with seeing_all():
        broken = CaseFile.objects.get(pk=cases[0])
    real = run.open_task
    monkeypatch.setattr(run, "open_task", lambda case, *rest: real(case, *rest) if case.pk != broken.pk else 1 / 0)
    with moment.pretend(moment.now() + timedelta(days=9)):
        timing.tick(moment.now())
    assert [state_of(one) for one in cases] == ["open", "lapsed"]


def test_units_of_the_demonstration_are_what_these_tests_think(staff: dict[str, Actor]) -> None:
    assert dict(Unit.objects.values_list("code", "kind")) | {"FOREIGNERS": "RETURN", "SOCIAL-WORK": "PROTECTION", "LIAISON": "OTHER_STATE"} == dict(
        Unit.objects.values_list("code", "kind")
    )


def test_a_silent_receiver_is_told_and_so_is_the_sender(staff: dict[str, Actor]) -> None:
    do(referral.offer, staff["officer"], source_case=arrive(staff), **OFFER)
    with moment.pretend(moment.now() + timedelta(days=20)):
        from egnatia.kernel.engine import timing

        timing.tick(moment.now())
    with seeing_all():
        assert set(Task.objects.filter(code="REFERRAL_TERM").values_list("unit_id", flat=True)) == {staff["social"].unit, staff["officer"].unit}


def test_what_was_recorded_a_minute_ago_is_on_the_first_page_and_the_rest_is_reachable(staff: dict[str, Actor]) -> None:
    for number in range(5):
        with moment.pretend(moment.now() - timedelta(days=1, minutes=-number)):
            do(registration.record_wish, staff["officer"], name=f"Earlier{number:02d}")
    do(registration.record_wish, staff["officer"], name="Justnow")
    pages = [client_of("asylum").get(f"/?tasks={page}&page=9").content.decode() for page in (1, 2)]
    assert "Justnow" in pages[0]
    assert "Earlier00" in pages[1]
    assert "Earlier00" not in pages[0]
