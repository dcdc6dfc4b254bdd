"""Documents with a code that proves authenticity alone, and the screening form with the person's redacted copy."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from egnatia.kernel import pdf
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as, seeing_all
from egnatia.kernel.models import AccessLog, CaseFile, Grant
from egnatia.node.people import mrz
from egnatia.node.registration import actions as registration
from egnatia.node.registration import authentic
from egnatia.node.registration.authentic import NotAuthentic, Printed
from egnatia.node.registration.models import IssuedDocument
from egnatia.node.screening import actions as screening
from egnatia.node.screening import printing
from tests.node.conftest import REGISTERED, all_steps, arrive, do
from tests.node.test_pages import client_of

PRINTED = Printed("SRB", "CERTIFICATE", "SRB-2026-000123-1", "2026-11-22", "Karimi, Nasir", "1990-05-03")


def registered(staff: dict[str, Actor]) -> tuple[UUID, IssuedDocument]:
    arrival = arrive(staff)
    with seeing_all():
        subject = CaseFile.objects.get(pk=arrival).subject
    case = do(registration.record_wish, staff["officer"], person_id=subject)
    do(registration.register, staff["asylum"], case, **REGISTERED, document_issued="CERTIFICATE")
    with acting_as(staff["asylum"]):
        return case, IssuedDocument.objects.get(case=case)


def test_a_registration_issues_the_document_that_can_be_printed(staff: dict[str, Actor]) -> None:
    case, one = registered(staff)
    with acting_as(staff["asylum"]):
        assert (one.name, one.birth) == ("Karimi, Nasir", "1990-05-03")
    assert one.number.startswith("SRB-2026-")
    assert one.valid_until is not None
    client = client_of("asylum")
    assert reverse("document", args=[one.pk]) in client.get(reverse("case", args=[case])).content.decode()
    answer = client.get(reverse("document", args=[one.pk]))
    assert answer.content.startswith(b"%PDF")
    assert AccessLog.objects.filter(what="registration.document", case_id=case).exists()


def test_another_unit_or_role_does_not_get_it(staff: dict[str, Actor]) -> None:
    _case, one = registered(staff)
    assert client_of("foreigners").get(reverse("document", args=[one.pk])).status_code == 403
    with acting_as(SYSTEM):
        Grant.objects.filter(case=one.case_id, unit_id=staff["asylum"].unit).delete()
        CaseFile.objects.filter(pk=one.case_id).update(unit_id=staff["officer"].unit)
    assert client_of("asylum").get(reverse("document", args=[one.pk])).status_code == 404


@pytest.fixture
def key(settings: Any, tmp_path: Any) -> Ed25519PrivateKey:
    """A key of the authority in a folder of its own."""
    made = Ed25519PrivateKey.generate()
    settings.EGNATIA_DATA = tmp_path
    (tmp_path / "keys").mkdir()
    authentic.key_file().write_bytes(made.private_bytes_raw())
    return made


def test_the_code_proves_what_is_printed(key: Ed25519PrivateKey) -> None:
    code = authentic.code_of(PRINTED)
    public = key.public_key().public_bytes_raw()
    assert authentic.check(code, public, "Karimi, Nasir", "1990-05-03").number == PRINTED.number
    assert authentic.check(code, public).kind == "CERTIFICATE"
    assert re.fullmatch(r"[A-Z0-9*-]+", code)  # survives every reader and keyboard


@pytest.mark.parametrize(
    "change",
    [
        lambda code: code.replace("CERTIFICATE", "ASYLUM_SEEKER_ID"),
        lambda code: code.replace("2026-11-22", "2027-11-22"),
        lambda code: code[:-4] + ("AAAA" if code[-4:] != "AAAA" else "BBBB"),
        lambda code: code.rpartition("*")[0],
        lambda code: "EGN2" + code[4:],
        lambda code: "",
    ],
)
def test_a_changed_code_is_not_genuine(key: Ed25519PrivateKey, change: Callable[[str], str]) -> None:
    with pytest.raises(NotAuthentic):
        authentic.check(change(authentic.code_of(PRINTED)), key.public_key().public_bytes_raw())


def test_a_code_on_another_persons_document_or_of_another_authority_is_found(key: Ed25519PrivateKey) -> None:
    code = authentic.code_of(PRINTED)
    with pytest.raises(NotAuthentic, match="another name"):
        authentic.check(code, key.public_key().public_bytes_raw(), "Somebody, Else", "1990-05-03")
    with pytest.raises(NotAuthentic):
        authentic.check(code, Ed25519PrivateKey.generate().public_key().public_bytes_raw())


def test_half_a_comparison_accuses_nobody_and_spelling_does_not_matter(key: Ed25519PrivateKey) -> None:
    public = key.public_key().public_bytes_raw()
    code = authentic.code_of(PRINTED)
    assert authentic.check(code, public, "Somebody, Else").number  # a name alone is not compared
    assert authentic.check(code, public, "  KARIMI,  nasir ", "1990-05-03").number
    nameless = authentic.code_of(Printed("SRB", "CERTIFICATE", "N-1", "2026-11-22", "Karimi", ""))
    assert authentic.check(nameless, public, "Karimi", "–").number


def test_a_document_bears_what_the_person_stated_not_what_a_passport_says(staff: dict[str, Actor]) -> None:
    zone = mrz.write_td3(
        issuer="UTO", number="X7654321", family_name="OTHER", given_names="SOMEBODY", nationality="SYR", birth="800812", sex="M", expiry="300630"
    )
    arrival = arrive(staff, mrz=zone)
    with seeing_all():
        subject = CaseFile.objects.get(pk=arrival).subject
    case = do(registration.record_wish, staff["officer"], person_id=subject)
    do(registration.register, staff["asylum"], case, **REGISTERED, document_issued="CERTIFICATE")
    with acting_as(staff["asylum"]):
        one = IssuedDocument.objects.get(case=case)
        assert (one.name, one.citizenship) == ("Karimi, Nasir", "AFG")
    told = _data(staff, arrival, "officer", for_person=True)
    assert told["rows"][0]["value"][0] == "Karimi, Nasir"


def test_the_code_tells_no_status_and_no_name(key: Ed25519PrivateKey) -> None:
    code = authentic.code_of(PRINTED)
    assert not any(word in code.upper() for word in ("KARIMI", "NASIR", "1990", "LODGED", "REGISTERED", "ASYLUM"))


def test_it_is_checked_without_a_connection_and_without_a_case(key: Ed25519PrivateKey, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "documents.pub").write_bytes(authentic.public())
    code = authentic.code_of(PRINTED)
    call_command("check_document", code, "--key", str(tmp_path / "documents.pub"), "--name", "Karimi, Nasir", "--birth", "1990-05-03")
    assert "genuine: SRB-2026-000123-1" in capsys.readouterr().out
    with pytest.raises(CommandError, match="not genuine"):
        call_command("check_document", code + "A", "--key", str(tmp_path / "documents.pub"))


def test_the_page_says_genuine_or_not_and_opens_no_record(staff: dict[str, Actor]) -> None:
    code = authentic.code_of(PRINTED)
    client: Client = client_of("officer2")
    before = AccessLog.objects.exclude(subject=None).count()
    good = client.post(reverse("check_document"), {"code": code, "name": "Karimi, Nasir", "birth": "1990-05-03"}).content.decode()
    assert "Genuine" in good
    assert "Not genuine" in client.post(reverse("check_document"), {"code": code, "name": "Other", "birth": "1990-05-03"}).content.decode()
    assert AccessLog.objects.exclude(subject=None).count() == before


def _screened(staff: dict[str, Actor], **changes: Any) -> UUID:
    case = arrive(staff, **changes)
    all_steps(staff, case)
    do(screening.record_security, staff["officer"], case, sources=["NATIONAL"], hits=["NATIONAL"])
    form = {
        "confirmed": ["NAME"],
        "spoken": ["prs"],
        "transit": ["TUR"],
        "comments": "SYNTHETIC: a smuggler was named",
        "family_elsewhere": "SYNTHETIC brother",
    }
    do(screening.complete_form, staff["officer"], case, **form)
    do(screening.make_remark, staff["officer"], case, text="SYNTHETIC: the birthday is wrong")
    return case


def _data(staff: dict[str, Actor], case: UUID, who: str, *, for_person: bool) -> dict[str, Any]:
    with acting_as(staff[who]):
        return printing.data(CaseFile.objects.get(pk=case), staff[who], for_person=for_person)


def test_the_form_says_confirmed_or_declared_field_by_field(staff: dict[str, Actor]) -> None:
    told = _data(staff, _screened(staff), "officer", for_person=False)
    sources = {row["label"][0]: row["source"][0] for row in told["rows"]}
    assert (sources["Name"], sources["Date of birth"], sources["Reason for the screening"]) == ("confirmed", "declared", "")
    marks = [row["mark"] for row in told["rows"]]
    assert {"1a", "1b", "1c", "1d", "1e", "1f", "1g", "1h", "1i", "2b"} == set(marks)
    assert told["title_theirs"] == "Образац провере"
    assert "birthday is wrong" in told["remarks"][0]  # travels with the form


def test_the_persons_copy_holds_no_hit_and_no_comments_and_is_in_their_language(staff: dict[str, Actor]) -> None:
    told = _data(staff, _screened(staff), "officer", for_person=True)
    assert "1h" not in [row["mark"] for row in told["rows"]]
    text = str(told)
    assert "smuggler" not in text
    assert "hit" not in text.lower().split()
    assert (told["title_theirs"], told["rtl"], told["lang"]) == ("فرم بررسی", True, "fa")


def test_broken_twin_the_officers_form_put_in_the_persons_hand_would_be_found(staff: dict[str, Actor]) -> None:
    told = _data(staff, _screened(staff), "officer", for_person=False)
    assert "1h" in [row["mark"] for row in told["rows"]]


def test_who_may_not_know_the_result_does_not_print_it(staff: dict[str, Actor]) -> None:
    told = _data(staff, _screened(staff), "medic", for_person=False)
    assert "1h" not in [row["mark"] for row in told["rows"]]


@pytest.mark.parametrize(("language", "title"), [("prs", "فرم بررسی"), ("apc", "استمارة التدقيق"), ("tur", "Tarama formu"), ("som", "")])
def test_the_second_language_is_the_persons_where_there_are_words(language: str, title: str, staff: dict[str, Actor]) -> None:
    case = arrive(staff, language=language)
    assert _data(staff, case, "officer", for_person=True)["title_theirs"] == title


@pytest.mark.parametrize("page", ["screening_form", "screening_copy"])
def test_both_are_made_as_pdf_and_logged(page: str, staff: dict[str, Actor]) -> None:
    case = _screened(staff)
    answer = client_of("officer").get(reverse(page, args=[case]))
    assert answer.content.startswith(b"%PDF")
    assert AccessLog.objects.filter(what="screening.case", case_id=case, operation="consult").exists()
    assert client_of("officer2").get(reverse(page, args=[case])).status_code == 404


@pytest.mark.parametrize("code", ["1991-05-03", "03.05.1991", "P-1234567", "2026-000478"])
def test_a_date_or_number_keeps_its_order_in_right_to_left_words(code: str) -> None:
    assert pdf.isolated(f"تاریخ {code} نادرست") == f"تاریخ \u2066{code}\u2069 نادرست"
    assert pdf.isolated("plain words.") == "plain words."


def test_signs_that_no_font_has_do_not_keep_the_paper_from_being_made(staff: dict[str, Actor]) -> None:
    case = arrive(staff, given_names="Nasir \U000cb912 \U0001f600 \ue000", place="\U0007b5f2")
    assert client_of("officer").get(reverse("screening_copy", args=[case])).content.startswith(b"%PDF")


def test_an_empty_form_can_be_printed_too(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    assert client_of("officer").get(reverse("screening_copy", args=[case])).content.startswith(b"%PDF")
