"""Rights that the program enforces (FR numbers of the reference), each as a check that also catches its deliberately broken twin.

The others stand where their room is tested: FR-16, FR-48 test_handed_over; FR-20, FR-23, FR-24 test_retention; FR-25 to FR-27, FR-29,
FR-43 test_biometrics; FR-42 test_border (its twin: without its gate the database still refuses).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

import egnatia
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.decide import Denied, Purpose, decide
from egnatia.kernel.access.roles import Role
from egnatia.kernel.access.urls import routes, rule_of
from egnatia.kernel.codes import template, wording
from egnatia.kernel.engine import refusals, timing
from egnatia.kernel.engine.spec import registry
from egnatia.kernel.models import AccessLog
from egnatia.node.asylum.decision import actions as deciding
from egnatia.node.protection import selectors as protection
from egnatia.node.registration import actions as registration
from egnatia.node.release import counting
from egnatia.node.screening import actions as screening
from egnatia.node.screening import procedure
from tests.node.conftest import REGISTERED, all_steps, arrive, do, state_of
from tests.node.examined import interviewed, served
from tests.node.test_pages import client_of

SOURCE = Path(egnatia.__file__).parent


def test_fr_14_at_the_limit_screening_ends_and_the_referral_stays_open(staff: dict[str, Actor]) -> None:
    assert _ends_at_the_limit(staff)


def test_fr_14_twin_a_limit_that_only_opens_a_task_is_caught(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(procedure.SCREENING.clocks, "SCREENING_MAX", replace(procedure.LIMIT, then=""))
    assert not _ends_at_the_limit(staff)


def _ends_at_the_limit(staff: dict[str, Actor]) -> bool:
    case = arrive(staff)
    all_steps(staff, case, wish="YES")
    with moment.pretend(moment.now() + timedelta(days=8)):
        timing.tick(moment.now())
        ended = state_of(case) == "lapsed"
        do(screening.refer, staff["officer"], case, route="REGISTRATION")
    return ended and state_of(case) == "referred"


# A matcher of biometrics says how alike two images are (its own rules: FR-25 to FR-29); no other number may stand for a person or a claim.
SCORED = re.compile(r"score|likelihood|probab|credib_?\w*_?index|emotion|dialect|lie_|risk_level")
RANKS = re.compile(r"egnatia\.node\.coi\.(engine|evaluate|library\.(finding|highlighting))")


def scored_columns(found: Iterable[type[models.Model]]) -> list[str]:
    every = (f"{model._meta.db_table}.{field.name}" for model in found for field in model._meta.get_fields() if SCORED.search(field.name))
    return [one for one in every if not one.startswith("biometrics_")]


def rank_readers(sources: Iterable[tuple[str, str]]) -> list[str]:
    """Rooms beside the library that could see how well a passage was found."""
    return [path for path, text in sources if RANKS.search(text)]


def test_fr_08_no_number_stands_for_a_person_or_a_claim() -> None:
    """How well a passage answers a search orders a list for a reader, and reaches no gate, no finding and no decision."""
    assert scored_columns(apps.get_models()) == []
    rooms = (one for one in (SOURCE / "node").iterdir() if one.is_dir() and one.name != "coi")
    assert rank_readers((str(one), one.read_text()) for room in rooms for one in room.rglob("*.py")) == []


def test_fr_08_twin_a_column_or_a_room_that_ranks_is_found() -> None:
    class Fake:
        class _meta:
            db_table = "asylum_fact"

            @staticmethod
            def get_fields() -> list[Any]:
                return [models.FloatField(name="credibility_score")]

    assert scored_columns([Fake]) == ["asylum_fact.credibility_score"]  # type: ignore[list-item]
    assert rank_readers([("asylum/gates.py", "from egnatia.node.coi.library import verifying"), ("x", "import egnatia.node.coi.library.finding")]) == ["x"]


MEDICAL = re.compile(r"diagnos|disease|illness_name|medication|treatment|symptom|icd_?10")


def medical_columns(found: Iterable[type[models.Model]]) -> list[str]:
    """Columns that would hold more than an outcome for the referral."""
    return [f"{model._meta.db_table}.{field.name}" for model in found for field in model._meta.get_fields() if MEDICAL.search(field.name)]


def test_fr_15_no_table_has_a_place_for_a_diagnosis() -> None:
    assert medical_columns(apps.get_models()) == []


def test_fr_15_twin_a_column_for_it_is_found() -> None:
    class Fake:
        class _meta:
            db_table = "fake"

            @staticmethod
            def get_fields() -> list[Any]:
                return [type("F", (), {"name": "diagnosis_text"})]

    assert medical_columns([Fake]) == ["fake.diagnosis_text"]  # type: ignore[list-item]


def _illness_seen_by(staff: dict[str, Actor]) -> set[str]:
    case = arrive(staff)
    do(screening.record_vulnerability, staff["protection"], case, indicators=["PHYSICAL"], categories=["SERIOUS_ILLNESS"])
    pages = {who: client_of(who).get(reverse("case", args=[case])).content.decode() for who in ("officer", "medic", "protection")}
    return {who for who, page in pages.items() if "Serious illness" in page}


def test_fr_15_an_illness_is_named_to_medical_and_protection_staff_alone(staff: dict[str, Actor]) -> None:
    assert _illness_seen_by(staff) == {"medic", "protection"}


def test_fr_15_twin_a_role_too_many_is_caught(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protection, "KNOWS", protection.KNOWS | {Role.SCREENING_OFFICER})
    assert "officer" in _illness_seen_by(staff)


Decide = Callable[..., Any]


def purposes_mixed_up(rule: Decide) -> list[tuple[Purpose, Purpose]]:
    """(asked for, allowed) that a rule lets pass although they differ."""
    known: dict[str, Any] = {"roles": {Role.SCREENING_OFFICER}, "may": {Role.SCREENING_OFFICER}, "unit": None, "case_units": None, "state": None, "states": ()}
    pairs = [(one, other) for one, other in itertools.product(Purpose, Purpose) if one is not other]
    return [(one, other) for one, other in pairs if Denied.PURPOSE not in rule(**known, purpose=one, purposes=(other,)).reasons]


def test_fr_17_every_action_and_page_has_one_purpose_and_another_is_denied() -> None:
    assert all(isinstance(action.purpose, Purpose) for found in registry.values() for action in found.actions)
    assert all(rule is not None and (rule.public or rule.purpose) for _route, view in routes() if (rule := rule_of(view)))
    assert purposes_mixed_up(decide) == []


def test_fr_17_twin_a_rule_that_forgets_the_purpose_is_caught() -> None:
    assert purposes_mixed_up(lambda **known: decide(**{**known, "purposes": (known["purpose"],)}))


def test_fr_17_each_read_and_each_refusal_is_logged_with_its_purpose(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    client_of("medic").get(reverse("case", args=[case]))
    with pytest.raises(refusals.NotAllowed):
        do(screening.refer, staff["medic"], case, route="REGISTRATION")
    told = set(AccessLog.objects.filter(case_id=case).values_list("operation", "outcome", "purpose"))
    assert ("alter", "denied", "SCREENING") in told
    assert any(operation == "consult" and purpose for operation, _outcome, purpose in told)


def _referred_without_information(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> bool:
    case = arrive(staff)
    with monkeypatch.context() as without:
        without.setattr(screening, "inform", lambda *_args, **_kwargs: type("A", (), {"case_id": case}))
        all_steps(staff, case, wish="YES")
    try:
        do(screening.refer, staff["officer"], case, route="REGISTRATION")
    except refusals.GateClosed as problem:
        return [gate.code for gate, _result in problem.closed] != ["G-INFO"]
    return True


def test_fr_31_nobody_is_referred_who_was_not_informed(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    assert not _referred_without_information(staff, monkeypatch)


def test_fr_31_twin_without_the_gate_it_happens(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(procedure.REFER, "gates", tuple(one for one in procedure.REFER.gates if one.code != "G-INFO"))
    assert _referred_without_information(staff, monkeypatch)


def papers_without_footnote(sources: dict[str, str]) -> list[str]:
    """Sources of papers that would be printed without the Kosovo* footnote."""
    return [name for name, text in sources.items() if "data.footnote" not in text]


def test_fr_49_every_page_and_every_paper_carries_the_footnote(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    for address in (reverse("home"), reverse("rules"), reverse("case", args=[case]), reverse("act", args=[case, "inform"]), "/not/there/"):
        assert "UNSCR 1244/1999" in client_of("officer").get(address).content.decode(), address
    assert papers_without_footnote({str(one): one.read_text() for one in SOURCE.rglob("*.typ")}) == []


def test_fr_49_twin_a_paper_without_it_is_named() -> None:
    assert papers_without_footnote({"good": "#data.footnote", "bad": "= Title"}) == ["bad"]


def harsh_words(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if wording.harsh(text)]


def _texts() -> Iterable[str]:
    for kind in ("*.py", "*.html", "*.toml", "*.typ", "*.po", "*.md", "*.js"):
        for one in SOURCE.rglob(kind):
            yield from one.read_text(encoding="utf-8").splitlines()


def test_fr_50_no_text_calls_anybody_illegal_and_each_stage_is_counted_apart(staff: dict[str, Actor]) -> None:
    assert harsh_words(_texts()) == []
    assert {"ASY_INT", "ASY_REG", "ASY_LOD"} <= set(template.INDICATORS)
    assert not any("ILLEGAL" in code for code in template.INDICATORS)


def test_fr_50_twin_a_harsh_word_is_found() -> None:
    assert harsh_words(["an illegal migrant", "irregular entry", "ILLEGAL_STAY"]) == ["an illegal migrant"]


def _asylum_figures() -> dict[str, int]:
    counted = counting.count(f"{moment.today():%Y-%m}")
    return {one: counted.cells[counting.Cell(one, *(template.TOTAL,) * 5)] for one in ("ASY_INT", "ASY_REG", "ASY_LOD")}


def test_fr_50_a_wish_a_registration_and_a_lodging_are_three_figures(staff: dict[str, Actor]) -> None:
    first = do(registration.record_wish, staff["officer"], name="SYNTHETIC")
    assert _asylum_figures() == {"ASY_INT": 1, "ASY_REG": 0, "ASY_LOD": 0}
    do(registration.register, staff["asylum"], first, **REGISTERED, document_issued="CERTIFICATE")
    assert _asylum_figures() == {"ASY_INT": 1, "ASY_REG": 1, "ASY_LOD": 0}
    do(registration.lodge, staff["asylum"], first)
    assert _asylum_figures() == {"ASY_INT": 1, "ASY_REG": 1, "ASY_LOD": 1}


STAGES = ("ASY_INT", "ASY_REG", "ASY_LOD", "ASY_REF", "ASY_SUB", "ASY_REJ", "ASY_INA", "ASY_IMP", "ASY_WDR", "ASY_APP", "ASY_CRT", "ASY_END")


def _stages() -> dict[str, int]:
    counted = counting.count(f"{moment.today():%Y-%m}")
    return {one: counted.cells[counting.Cell(one, *(template.TOTAL,) * 5)] for one in STAGES}


def test_fr_50_every_stage_of_the_asylum_procedure_is_counted_apart(staff: dict[str, Actor]) -> None:
    case = served(staff)
    assert _stages() == {**dict.fromkeys(STAGES, 0), "ASY_INT": 1, "ASY_REG": 1, "ASY_LOD": 1, "ASY_REJ": 1}
    do(deciding.lodge_appeal, staff["asylum"], case, lodged_on=moment.today())
    do(deciding.court_decided, staff["asylum"], case, outcome="REMITTED", on=moment.today())
    assert (_stages()["ASY_APP"], _stages()["ASY_CRT"]) == (1, 1)
    interviewed(staff, case)
    do(deciding.propose, staff["asylum"], case, outcome="REFUGEE", refugee_reasons="SYNTHETIC")
    assert _stages()["ASY_REF"] == 0
    do(deciding.decide, staff["asylum"], case)
    # The first decision stays a decision of its month.
    assert (_stages()["ASY_REF"], _stages()["ASY_REJ"], _stages()["ASY_LOD"]) == (1, 1, 1)


def test_fr_50_twin_a_count_that_mixes_them_is_caught(staff: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    right = counting._rows
    monkeypatch.setattr(counting, "_rows", lambda period: ((code.replace("ASY_INT", "ASY_REG"), *rest) for code, *rest in right(period)))
    do(registration.record_wish, staff["officer"], name="SYNTHETIC")
    assert _asylum_figures() != {"ASY_INT": 1, "ASY_REG": 0, "ASY_LOD": 0}
