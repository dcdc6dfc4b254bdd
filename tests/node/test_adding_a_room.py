"""The walk-through docs/adding-a-room.md works as it is written."""

from __future__ import annotations

import importlib
import re
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from egnatia.kernel.access.actor import Actor, acting_as
from egnatia.kernel.engine import refusals
from egnatia.kernel.engine.checks import every_action_has_an_effect
from egnatia.kernel.engine.spec import registry
from egnatia.kernel.models import AccessLog, CaseFile
from tests.node.test_pages import client_of

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "adding-a-room.md"


@pytest.fixture
def lending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The room of the page, imported from a folder of its own."""
    room = tmp_path / "lending"
    room.mkdir()
    (room / "__init__.py").touch()
    for name, code in re.findall(r"^`(\w+\.py)`\n```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        (room / name).write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield importlib.import_module("lending.actions")
    registry.pop("lending", None)
    for name in [one for one in sys.modules if one.partition(".")[0] == "lending"]:
        del sys.modules[name]


def test_the_room_of_the_walk_through_works(staff: dict[str, Actor], lending: Any) -> None:
    assert every_action_has_an_effect() == []
    actor = staff["officer"]
    case = lending.lend({"reason": "to call the family"}, actor=actor, key=uuid.uuid4()).case_id
    page = client_of("officer").get(reverse("case", args=[case])).content.decode()
    assert "Take it back" in page
    assert "Lend a telephone" in client_of("officer").get(reverse("start", args=["lending", "lend"])).content.decode()
    with pytest.raises(refusals.GateClosed, match="Nothing is asked in return"):
        lending.lend({"reason": "if they pay"}, actor=actor, key=uuid.uuid4())
    lending.give_back({}, actor=actor, key=uuid.uuid4(), case_id=case)
    with acting_as(actor):
        assert CaseFile.objects.get(pk=case).state == "back"
    assert AccessLog.objects.filter(what__startswith="lending.", case_id=case, operation__in=("collect", "alter")).count() == 2


def test_broken_twin_an_action_without_its_effect_does_not_start(staff: dict[str, Actor], lending: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry["lending"].action("lend"), "bound", None)
    assert [one.id for one in every_action_has_an_effect()] == ["egnatia.E002"]
