"""The service directory: kept here, exchanged as HSDS 3.0, with confidential places in no file."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from tools import environment

from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.node.referral.directory import actions as directory
from egnatia.node.referral.directory import hsds
from egnatia.node.referral.models import Service
from tests.node.conftest import do
from tests.node.test_pages import client_of

SHELTER = {"code": "NORTH", "name": "SYNTHETIC hidden house", "organisation": "SYNTHETIC association", "pathway": "GBV", "helps": ["SAFETY", "WOMEN"]}
OPEN = {"code": "SOUTH", "name": "SYNTHETIC open house", "organisation": "SYNTHETIC association", "pathway": "HEALTH", "helps": ["HEALTH", "FOOD"]}
MORE = {"place": "SYNTHETIC valley", "address": "SYNTHETIC street 1", "languages": ["prs", "arb"], "minimum_age": 12, "maximum_age": 100, "phone": "+000"}
# What HSDS 3.0 says of the fields that are written here: names, types, what must be there. Nothing else may stand in the file.
_TEXT, _ID = {"type": "string", "minLength": 1}, {"type": "string", "format": "uuid"}


def _object(required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": ["id", *required], "properties": {"id": _ID, **properties}, "additionalProperties": False}


def _many(one: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": one}


_ADDRESS = _object(
    ("address_1", "city", "state_province", "postal_code", "country", "address_type"),
    **{key: {"type": "string"} for key in ("address_1", "city", "state_province", "postal_code", "country")},
    address_type={"enum": ["physical", "postal", "virtual"]},
)
_LOCATION = _object(("location_type",), location_type={"enum": ["physical", "postal", "virtual"]}, name=_TEXT, addresses=_many(_ADDRESS))
_TERM = _object(("name", "description"), code=_TEXT, name=_TEXT, description=_TEXT, taxonomy=_TEXT)
SCHEMA = _object(
    ("name", "status"),
    **dict.fromkeys(("name", "alternate_name", "description", "interpretation_services", "application_process"), _TEXT),
    **dict.fromkeys(("fees_description", "eligibility_description"), _TEXT),
    url={"type": "string", "format": "uri"},
    email={"type": "string", "format": "email"},
    status={"enum": ["active", "inactive", "defunct", "temporarily closed"]},
    minimum_age={"type": "number"},
    maximum_age={"type": "number"},
    assured_date={"type": "string", "format": "date"},
    organization=_object(("name", "description"), name=_TEXT, description=_TEXT),
    service_at_locations=_many(_object((), location=_LOCATION)),
    languages=_many(_object((), name=_TEXT, code=_TEXT)),
    phones=_many(_object(("number",), number=_TEXT)),
    schedules=_many(_object((), description=_TEXT)),
    attributes=_many(_object(("link_id", "link_entity", "taxonomy_term"), link_id=_ID, link_entity=_TEXT, taxonomy_term=_TERM)),
)


@pytest.fixture
def listed(staff: dict[str, Actor]) -> dict[str, Actor]:
    do(directory.list_service, staff["coordinator"], **SHELTER, **MORE, confidential=True)
    do(directory.list_service, staff["coordinator"], **OPEN, **MORE, places=10, website="https://example.org", email="a@example.org", hours="SYNTHETIC 8-16")
    return staff


def test_the_export_is_hsds_3_and_names_no_confidential_place(listed: dict[str, Actor]) -> None:
    validator = jsonschema_rs.validator_for(SCHEMA, validate_formats=True)
    found = hsds.export()
    assert len(found) >= 8
    for one in found:
        assert not [problem.message for problem in validator.iter_errors(one)], one["name"]
    page = Client().get(reverse("directory_export")).content.decode()
    assert "open house" in page
    for word in ("hidden house", "NORTH", "safe house", "SHELTER"):
        assert word not in page


def test_broken_twin_an_export_of_everything_is_caught(listed: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hsds, "exportable", lambda: Service.objects.all())
    with pytest.raises(ValueError, match="never exported"):
        hsds.export()


def refused_files(folder: Path, tmp_path: Path) -> list[str]:
    """Files of a folder of services that the package hsds-validator refuses, by the schema of the specification as it is written above."""
    schemas = tmp_path / "schemas"
    schemas.mkdir(exist_ok=True)
    (schemas / "service.json").write_text(json.dumps({"name": "service", "title": "Service", **SCHEMA}))
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(environment.hsds_validator())}
    command = [sys.executable, "-m", "hsds_validator.cli.main", str(folder / "service"), str(schemas)]
    said = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout
    told = json.loads(said[said.index("{") :])
    assert told["summary"]["total_files"] == len(list((folder / "service").iterdir()))
    return list(told["failed_files"])


def test_the_export_validates_with_the_package_hsds_validator(listed: dict[str, Actor], tmp_path: Path) -> None:
    call_command("directory", str(tmp_path))
    assert refused_files(tmp_path, tmp_path) == []
    text = "".join(one.read_text() for one in (tmp_path / "service").iterdir())
    assert "open house" in text
    assert "hidden house" not in text
    assert "safe house" not in text


@pytest.mark.parametrize("wrong", [{"name": None}, {"organization": {"name": "X"}}, {"minimum_age": "twelve"}, {"claim": "SYNTHETIC"}])
def test_broken_twin_the_package_refuses_what_is_no_service(listed: dict[str, Actor], tmp_path: Path, wrong: dict[str, Any]) -> None:
    call_command("directory", str(tmp_path))
    one = next((tmp_path / "service").iterdir())
    changed = {**json.loads(one.read_text()), **wrong}
    one.write_text(json.dumps({key: value for key, value in changed.items() if value is not None}))
    assert refused_files(tmp_path, tmp_path) == [one.name]


def _file(content: Any) -> str:
    return base64.b64encode(content if isinstance(content, bytes) else json.dumps(content).encode()).decode()


def test_what_was_exported_comes_back_as_it_was(listed: dict[str, Actor]) -> None:
    exported = hsds.export()
    with seeing_all():
        before = {
            one.code: (one.pathway, one.helps, one.place, one.languages, one.minimum_age, one.phone) for one in Service.objects.filter(confidential=False)
        }
        Service.objects.filter(code="SOUTH").update(name="X", helps=["CASH"])
    do(directory.import_directory, listed["coordinator"], file=_file({"contents": exported}))
    with seeing_all():
        after = {one.code: (one.pathway, one.helps, one.place, one.languages, one.minimum_age, one.phone) for one in Service.objects.filter(confidential=False)}
        assert after == before
        assert Service.objects.get(code="SOUTH").places == 10  # what the file does not know stays


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe", "no JSON"),
        (b"[" * 5000, "no JSON"),
        ([], "between 1 and"),
        ({"a": 1}, "no id, name or status"),
        ([{"id": "x", "name": "x", "status": "gone"}], "does not know"),
        ([{"id": "x", "name": "x", "status": "active"}], "names no pathway"),
        ([{"id": "x", "name": "x", "status": "active", "attributes": [{"taxonomy_term": {"code": "pathway:HEALTH"}}], "minimum_age": "old"}], "Service 1"),
        ([{"id": "x", "name": "x", "status": "active", "attributes": [{"taxonomy_term": {"code": "pathway:HEALTH"}}], "email": "nobody"}], "Service 1"),
        (7, "no list of services"),
    ],
)
def test_a_file_that_is_none_is_refused_whole_with_what_to_do(staff: dict[str, Actor], content: Any, told: str) -> None:
    with seeing_all():
        before = Service.objects.count()
    with pytest.raises(refusals.BadInput) as caught:
        do(directory.import_directory, staff["coordinator"], file=_file(content))
    assert told in str(caught.value.errors["file"])
    with seeing_all():
        assert Service.objects.count() == before


def test_places_are_said_by_who_knows_them(listed: dict[str, Actor]) -> None:
    with seeing_all():
        own, other = Service.objects.get(code="SOCIAL-WORK").pk, Service.objects.get(code="HOUSING").pk
    do(directory.set_capacity, listed["social"], own, places=20, free=3)
    with pytest.raises(refusals.NotFound):
        do(directory.set_capacity, listed["social"], other, places=20, free=3)
    with pytest.raises(refusals.BadInput, match="More are free"):
        do(directory.set_capacity, listed["social"], own, places=2, free=3)
    with pytest.raises(refusals.NotAllowed):
        do(directory.change, listed["social"], own, **{**OPEN, **MORE})
    do(directory.set_status, listed["social"], own, status="temporarily closed")
    do(directory.assure, listed["social"], own)
    with seeing_all():
        assert Service.objects.get(pk=own).assured_on is not None


def test_a_confidential_place_is_named_to_those_alone_who_refer_there(listed: dict[str, Actor]) -> None:
    for who, sees in (("officer", False), ("protection", True), ("coordinator", True), ("foreigners", False)):
        assert ("hidden house" in client_of(who).get(reverse("services")).content.decode()) is sees, who
