"""Sealed fields and row-level security: what protects a person below the program."""

from __future__ import annotations

import uuid

import psycopg
import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.db import connection, transaction
from django.db.models import F, Model

from egnatia.kernel.access.actor import Actor, acting_as, seeing_all
from egnatia.kernel.models import AccessLog, CaseFile, SubjectKey
from egnatia.kernel.store.fields import Sealed, SealedTextField, Tampered
from egnatia.kernel.store.keys import KeyProblem, key_ring, make_root_key, read_root_key
from egnatia.node.people.models import ClaimedIdentity, Person
from egnatia.node.people.names import index_words
from tests.node.conftest import arrive

# Tables of the node's rooms and of the kernel that tell of a case or a person.
PERSONAL_APPS = {"people", "protection", "registration", "referral", "screening", "release", "avrr", "returns", "interpreting", "interpreters"}
# The service directory, and notices that an agreement ended, by number alone: nothing of a person.
# Agreements, what is done with a country, calls for seats, gaps of the system: nobody's data.
_OF_RETURNS = {
    f"returns_{name}"
    for name in ("agreement", "evidencetype", "cooperation", "milestone", "contact", "factsheet", "call", "seatsoffered", "gapassessment", "gapline")
}
# Where interpreters work is nobody's data.
NOBODYS = {
    "interpreters_premises",
    "learning_knownmodule",
    "learning_knownsession",
    "referral_service",
    "referral_withdrawalnotice",
    "avrr_edition",
    "avrr_budgetshare",
    "avrr_weightsetfile",
    "referral_overbefore",
    *_OF_RETURNS,
}
KERNEL_TABLES = {"kernel_casefile", "kernel_event", "kernel_clockrow", "kernel_task", "kernel_subjectkey"}


def unprotected(tables: set[str]) -> set[str]:
    """Tables without row-level security that binds their owner too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relrowsecurity AND relforcerowsecurity", [list(tables)])
        return tables - {name for (name,) in cursor.fetchall()}


def _personal_tables() -> set[str]:
    return KERNEL_TABLES | {model._meta.db_table for model in apps.get_models() if model._meta.app_label in PERSONAL_APPS} - NOBODYS


def test_every_personal_table_has_row_level_security(db: None) -> None:
    assert len(_personal_tables()) > 20
    assert unprotected(_personal_tables()) == set()


def test_broken_twin_a_table_without_it_is_named(db: None) -> None:
    assert unprotected({"kernel_unit", "people_person"}) == {"kernel_unit"}


def test_the_app_role_can_not_pass_it(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)


def test_rows_are_seen_by_the_granted_unit_alone(staff: dict[str, Actor]) -> None:
    arrive(staff)
    for who, number in (("officer", 1), ("officer2", 0), ("admin", 0)):
        with acting_as(staff[who]), connection.cursor() as cursor:
            tables = (
                "kernel_casefile WHERE procedure = 'screening'",
                "people_person",
                "people_claimedidentity",
                "screening_screening",
                "kernel_subjectkey",
            )
            for table in tables:
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (number,), (who, table)
    with acting_as(None):
        assert CaseFile.objects.count() == 0


@pytest.mark.parametrize("table", ["kernel_accesslog", "kernel_event", "people_claimedidentity"])
def test_evidence_can_only_be_added_to(db: None, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, 'INSERT'), has_table_privilege(%s, 'UPDATE'), has_table_privilege(%s, 'DELETE')", [table] * 3)
        assert cursor.fetchone() == (True, False, False)


@pytest.fixture
def identity(staff: dict[str, Actor]) -> ClaimedIdentity:
    arrive(staff)
    with seeing_all():
        return ClaimedIdentity.objects.select_related("person").get()


def test_a_sealed_field_opens_in_its_place(identity: ClaimedIdentity, staff: dict[str, Actor]) -> None:
    with acting_as(staff["officer"]):
        assert (identity.family_name, identity.original_script) == ("Karimi", "نصیر کریمی")
        assert isinstance(identity.__dict__["family_name"], Sealed)
        assert "Karimi" not in repr(identity.__dict__["family_name"])


def test_nothing_readable_is_stored(identity: ClaimedIdentity) -> None:
    with seeing_all(), connection.cursor() as cursor:
        cursor.execute("SELECT i::text FROM people_claimedidentity i")
        row = cursor.fetchone()
    text = row[0] if row else ""
    assert text
    for word in ("Karimi", "Nasir", "1990-05-03", b"Karimi".hex(), b"Nasir".hex()):
        assert word not in text


def test_a_ciphertext_that_was_moved_does_not_open(identity: ClaimedIdentity, staff: dict[str, Actor]) -> None:
    with acting_as(staff["officer"]):
        other = ClaimedIdentity(id=uuid.uuid4(), person=identity.person)
        other.__dict__["family_name"] = identity.__dict__["family_name"]
        with pytest.raises(Tampered):
            _ = other.family_name
        swapped = ClaimedIdentity(id=identity.id, person=identity.person)
        swapped.__dict__["given_names"] = identity.__dict__["family_name"]
        with pytest.raises(Tampered):
            _ = swapped.given_names


def test_ways_around_the_seal_raise(identity: ClaimedIdentity) -> None:
    rows = ClaimedIdentity.objects.all()
    identity.family_name = "x"
    ways = (
        lambda: rows.update(family_name="x"),
        lambda: rows.filter(family_name="x"),
        lambda: rows.filter(family_name__icontains="x"),
        lambda: rows.update(given_names=F("family_name")),
        lambda: rows.filter(family_name__isnull=True),
        lambda: rows.filter(given_names__length__gt=3),
        lambda: ClaimedIdentity.objects.bulk_update([identity], ["family_name"]),
    )
    for way in ways:
        with pytest.raises(FieldError, match="sealed"), transaction.atomic():
            way()
    with seeing_all():
        assert [repr(one) for one in rows.values_list("family_name", flat=True)] == ["<sealed>"]


def test_without_the_persons_key_nothing_opens(identity: ClaimedIdentity, staff: dict[str, Actor]) -> None:
    with acting_as(staff["officer"]):
        SubjectKey.objects.filter(subject=identity.person_id).delete()
        with key_ring(), pytest.raises(KeyProblem, match="destroyed"):
            _ = identity.family_name


def test_a_list_opens_its_keys_with_one_query(staff: dict[str, Actor], django_assert_num_queries: object) -> None:
    from egnatia.node.people import selectors

    for number in range(6):
        arrive(staff, given_names=f"Nasir{number}")
    with acting_as(staff["officer"]):
        ids = list(Person.objects.values_list("pk", flat=True))
        with django_assert_num_queries(2):  # type: ignore[operator]
            found = selectors.summaries(staff["officer"], ids)
    assert sorted(one.name for one in found.values()) == [f"Karimi, Nasir{number}" for number in range(6)]


def test_the_root_key_must_be_private(tmp_path: object) -> None:
    path = tmp_path / "keys" / "root.key"  # type: ignore[operator]
    make_root_key(path)
    assert len(read_root_key(path)) == 32
    path.chmod(0o640)
    with pytest.raises(KeyProblem, match="others may read"):
        read_root_key(path)
    with pytest.raises(KeyProblem, match="no readable root key"):
        read_root_key(path.with_name("missing"))
    path.chmod(0o600)
    with pytest.raises(FileExistsError):
        make_root_key(path)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed", "محمد"),
        ("Muhamad", "Mohammed"),
        ("Karimi", "کریمی"),
        ("Милан", "Milan"),
        ("Yousuf", "Yusuf"),
        ("Hussein", "Husayn"),
        ("Đorđević", "Ђорђевић"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert index_words(one) == index_words(other)


def test_other_names_do_not_meet() -> None:
    assert not index_words("Karimi") & index_words("Haddad")


def test_every_sealed_field_names_its_person() -> None:
    sealed = [(model, field) for model in apps.get_models() for field in model._meta.get_fields() if isinstance(field, SealedTextField)]
    assert len(sealed) > 10
    for model, field in sealed:
        assert issubclass(model, Model)
        assert field.subject in {one.attname for one in model._meta.concrete_fields}


@pytest.mark.committing
def test_the_owner_sees_no_person_either(committed_db: str) -> None:
    from egnatia.node.demo.story import accounts

    arrive(accounts())
    owner = committed_db.replace("user=postgres", "user=egnatia_srb_owner")
    assert owner != committed_db
    with psycopg.connect(owner) as found:
        assert found.execute("SELECT count(*) FROM people_person").fetchone() == (0,)
    with psycopg.connect(committed_db) as superuser:
        assert superuser.execute("SELECT count(*) FROM people_person").fetchone() == (1,)
    assert AccessLog.objects.filter(what="screening.register_arrival", outcome="done").count() == 1


def test_a_safeguard_that_asks_another_goes_on_seeing_and_nobody_sees_after_it(staff: dict[str, Actor]) -> None:
    case = arrive(staff)
    with acting_as(staff["officer2"]):
        with seeing_all():
            with seeing_all():
                pass
            assert CaseFile.objects.filter(pk=case).exists()
            with acting_as(staff["officer2"]):
                assert not CaseFile.objects.filter(pk=case).exists()
            assert CaseFile.objects.filter(pk=case).exists()
        assert not CaseFile.objects.filter(pk=case).exists()
