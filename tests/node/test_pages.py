"""Pages: whom they are for, what they log, what they never show, and how many queries they cost."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse

from egnatia.kernel.access import log
from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.access.urls import every_url_has_a_rule, routes, rule_of
from egnatia.kernel.engine.spec import registry
from egnatia.kernel.models import AccessLog, CaseFile, User
from egnatia.node.border import actions as border
from egnatia.node.registration import actions as registration
from egnatia.node.screening import actions as screening
from egnatia.web import forms
from tests.node.conftest import ARRIVAL, arrive, do
from tests.node.test_mrz import ADULT

FORM = {
    "given_names": "Nasir",
    "family_name": "Karimi",
    "birth_year": "1990",
    "birth_month": "",
    "birth_day": "",
    "birth_calendar": "GREGORIAN",
    "sex": "1",
    "citizenship": "AFG",
    "language": "prs",
    "reason": "UNAUTH_CROSSING",
    "place": "Border stone 12",
    "arrived_at": "",
}


def client_of(who: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=who))
    return client


def form() -> dict[str, str]:
    from egnatia.kernel import moment

    return {**FORM, "arrived_at": moment.now().strftime("%Y-%m-%dT%H:%M"), "_key": str(uuid.uuid4())}


def test_every_url_carries_a_rule() -> None:
    assert every_url_has_a_rule() == []
    assert len(list(routes())) >= 12


def test_broken_twin_a_view_without_a_rule_is_named_and_refused(monkeypatch: pytest.MonkeyPatch, staff: dict[str, Actor]) -> None:
    from egnatia.conf import urls

    def naked(request: HttpRequest) -> HttpResponse:
        return HttpResponse("secret")

    patterns = [*urls.urlpatterns, path("naked/", naked)]
    monkeypatch.setattr("egnatia.kernel.access.urls.get_resolver", lambda: type("R", (), {"url_patterns": patterns}))
    assert [one.id for one in every_url_has_a_rule()] == ["egnatia.E001"]
    assert "naked/" in str(every_url_has_a_rule()[0].msg)


def test_who_is_not_signed_in_sees_public_pages_alone(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    named = {
        "case_id": str(case),
        "document_id": str(case),
        "run_id": str(case),
        "profile": "EURODAC_2024",
        "number": "1",
        "translation_id": str(case),
        **dict.fromkeys(("recording_id", "decision_id", "source_id", "publisher_id", "edition_id", "shared_id", "told_id"), str(case)),
        "token": "nothing",
        "step": "AGE",
        "language": "eng",
        "month": "2026-10",
        "key": "nothing",
        "node": "HUB",
        "sequence": "1",
    }
    values = {
        **named,
        "action": "inform",
        "procedure": "screening",
        "pk": "1",
        "translation_id": str(case),
        **dict.fromkeys(("recording_id", "decision_id", "source_id", "publisher_id", "edition_id", "shared_id", "told_id"), str(case)),
        "token": "nothing",
        "step": "AGE",
        "language": "eng",
    }
    for route, view in routes():
        address = "/" + re.sub(r"<\w+:(\w+)>", lambda found: values[found[1]], route)
        rule = rule_of(view)
        assert rule is not None
        if not rule.public:
            answer = Client().get(address)
            sent_to = "" if rule.api else answer["Location"].split("?")[0]
            assert (answer.status_code, sent_to) == ((401, "") if rule.api else (302, reverse("account_login"))), route


def test_a_foreign_case_is_a_missing_case(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    for who in ("officer2", "admin", "statistician", "asylum"):
        foreign, missing = (client_of(who).get(reverse("case", args=[one])) for one in (case, uuid.uuid4()))
        assert (foreign.status_code, missing.status_code) == (404, 404)
        assert re.sub(r"csrfmiddlewaretoken[^>]*", "", foreign.content.decode().replace(str(case), "")) == re.sub(
            r"csrfmiddlewaretoken[^>]*", "", re.sub(r"/cases/[0-9a-f-]{36}/", "/cases//", missing.content.decode())
        )


def test_a_role_page_is_closed_to_others(staff: dict[str, Actor]) -> None:
    assert client_of("officer").get(reverse("releases")).status_code == 403
    assert client_of("admin").get(reverse("search")).status_code == 403
    assert client_of("statistician").get(reverse("releases")).status_code == 200


def test_an_arrival_by_form_then_by_the_same_form_again(staff: dict[str, Actor]) -> None:
    client, sent = client_of("officer"), form()
    address = reverse("start", args=["screening", "register_arrival"])
    first, again = client.post(address, sent), client.post(address, sent)
    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"]
    with seeing_all():
        assert CaseFile.objects.filter(procedure="screening").count() == 1
    page = client.get(first["Location"])
    assert "Karimi, Nasir" in page.content.decode()
    assert page["Cache-Control"] == "no-store"


def test_a_wrong_form_keeps_what_was_typed_and_says_what_to_do(staff: dict[str, Actor]) -> None:
    answer = client_of("officer").post(reverse("start", args=["screening", "register_arrival"]), {**form(), "birth_year": "1090", "given_names": ""})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Year of birth must be 1900 or later." in text
    assert 'href="#birth"' in text
    assert 'value="Karimi"' in text
    assert 'value="1090"' in text


def test_a_document_fills_the_form(staff: dict[str, Actor]) -> None:
    answer = client_of("officer").post(reverse("start", args=["screening", "register_arrival"]), {"mrz": ADULT, "_prefill": "1", "birth_calendar": "GREGORIAN"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="Mustermann"' in text
    assert 'value="2000"' in text
    bad = client_of("officer").post(reverse("start", args=["screening", "register_arrival"]), {"mrz": "P<X", "_prefill": "1"})
    assert "no known format" in bad.content.decode()


def test_a_closed_gate_is_explained_on_the_case_page_and_by_the_form(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    client = client_of("officer")
    assert "First ask the person expressly about asylum" in client.get(reverse("case", args=[case])).content.decode()
    answer = client.post(reverse("act", args=[case, "refer"]), {"route": "RETURN_RULES", "_version": "1"})
    assert answer.status_code == 409
    assert "Reg. (EU) 2024/1348 art. 26" in answer.content.decode()


def test_reading_a_case_is_logged_before_it_is_shown(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    case = arrive(staff)
    client = client_of("officer")
    client.get(reverse("case", args=[case]))
    line = AccessLog.objects.filter(operation="consult").get()
    assert (line.what, line.case_id, line.actor_id, line.purpose) == ("screening.case", case, staff["officer"].id, "SCREENING")

    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise DatabaseError("the log cannot be written")

    # Broken twin: where the log cannot be written, nothing of the person is shown.
    monkeypatch.setattr(log, "write", broken)
    client.raise_request_exception = False
    for address in (reverse("case", args=[case]), reverse("home")):
        answer = client.get(address)
        assert answer.status_code == 503
        assert "Karimi" not in answer.content.decode()


def test_a_list_costs_no_more_for_a_restricted_unit_and_does_not_grow(staff: dict[str, Actor]) -> None:
    def queries(who: str) -> int:
        client = client_of(who)
        client.get(reverse("home"))
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("home"))
        return len(found)

    arrive(staff)
    arrive(staff, who="officer2")
    few = queries("officer")
    for number in range(12):
        arrive(staff, who="officer" if number % 2 else "officer2", given_names=f"Nasir{number}")
    assert queries("officer") == queries("officer2") == few
    assert queries("admin") <= few <= 32
    assert client_of("officer").get(reverse("home")).content.decode().count("Karimi, Nasir") == 7


def test_search_takes_the_text_by_post_alone(staff: dict[str, Actor]) -> None:
    arrive(staff)
    client = client_of("officer")
    assert "1 person found" in client.post(reverse("search"), {"text": "نصیر"}).content.decode()
    assert "person found" not in client.get(reverse("search") + "?text=Karimi").content.decode()


@pytest.mark.parametrize("query", ["?page=0", "?page=99999999999999999999", "?page=x", "?page=²", "?procedure=%00", "?procedure=nothing"])
def test_no_query_string_breaks_the_queue(staff: dict[str, Actor], query: str) -> None:
    assert client_of("officer").get("/" + query).status_code == 200


def test_headers_and_the_footnote_are_on_every_page(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    for address in ("/", reverse("case", args=[case]), reverse("search"), reverse("rules"), reverse("account_login"), "/nothing-here/"):
        answer = (Client() if "sign-in" in address else client_of("officer")).get(address)
        assert "UNSCR 1244/1999" in answer.content.decode(), address
        assert "script-src 'self'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"
        assert not re.search(r"<script(?![^>]*(src=|type=.application/json))|\sstyle=|\son\w+=", answer.content.decode()), address
        assert "illegal migrant" not in answer.content.decode().lower()


def test_demo_accounts_are_listed_in_a_demonstration_only(db: None, settings: Any) -> None:
    assert settings.EGNATIA_DEMO_PASSWORD in Client().get(reverse("account_login")).content.decode()
    settings.EGNATIA_DEMO = False
    text = Client().get(reverse("account_login")).content.decode()
    assert settings.EGNATIA_DEMO_PASSWORD not in text
    assert "statistician" not in text


def test_every_component_is_shown_in_a_demonstration_only(db: None, settings: Any) -> None:
    assert "Error summary" in Client().get("/components/").content.decode()
    settings.EGNATIA_DEMO = False
    assert Client().get("/components/").status_code == 404


def test_every_input_can_be_asked_for(db: None) -> None:
    for procedure in registry.values():
        for action in procedure.actions:
            for one in forms.fields_of(action.input, {}, {}):
                assert str(one.label)


def test_case_numbers_keep_their_order_in_right_to_left_text(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    with seeing_all():
        number = CaseFile.objects.get(pk=case).number
    assert f'<bdi dir="ltr">{number}</bdi>' in client_of("officer").get(reverse("case", args=[case])).content.decode()


def test_needs_that_few_need_to_know_are_hidden_from_others(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    do(screening.record_vulnerability, staff["protection"], case, indicators=["VIOLENCE_STATED"], categories=["TORTURE", "PREGNANT"])
    pages = {who: client_of(who).get(reverse("case", args=[case])).content.decode() for who in ("officer", "protection")}
    assert "Torture" in pages["protection"]
    assert "Torture" not in pages["officer"]
    assert "Pregnancy" in pages["officer"]


def test_static_dist_is_where_the_pages_look() -> None:
    assert (settings.STATICFILES_DIRS[0] / "tabler.min.css").exists()


def test_what_cannot_be_read_is_a_400_and_not_a_500(staff: dict[str, Actor]) -> None:
    client = client_of("officer")
    client.raise_request_exception = False
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    too_many = {f"field{number}": "x" for number in range(1200)}
    assert client.post(reverse("start", args=["screening", "register_arrival"]), too_many).status_code == 400


def test_like_takes_a_case_of_its_own_procedure_alone(staff: dict[str, Actor]) -> None:
    screened = arrive(staff)
    with seeing_all():
        person = CaseFile.objects.get(pk=screened).subject
    wish = do(registration.record_wish, staff["officer"], person_id=person)
    address = reverse("start", args=["screening", "register_arrival"])
    page = client_of("officer").get(f"{address}?like={screened}&family").content.decode()
    assert 'value="Karimi"' in page
    assert client_of("officer").get(f"{address}?like={wish}").status_code == 404


def test_a_search_shows_nobody_whose_cases_are_all_for_other_roles(staff: dict[str, Actor]) -> None:
    person = {key: ARRIVAL[key] for key in ("given_names", "birth", "sex", "citizenship", "language", "synthetic")}
    told = {"family_name": "Onlyhere", "place": "LAND", "persons_helped": 2, "benefit": "SYNTHETIC"}
    do(border.record_facilitator, staff["officer"], **person, **told)
    assert "Onlyhere" in client_of("officer").post(reverse("search"), {"text": "Onlyhere"}).content.decode().replace('value="Onlyhere"', "")
    answer = client_of("medic").post(reverse("search"), {"text": "Onlyhere"})
    assert answer.status_code == 200
    assert "AFG" not in answer.content.decode()
    assert "Afghanistan" not in answer.content.decode()
