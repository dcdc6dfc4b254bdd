from __future__ import annotations

from pathlib import Path

from egnatia.hub.logframe.printing import content
from egnatia.hub.logframe.selectors import Page
from egnatia.kernel import pdf

_SOURCE = Path(__file__).parent / "plan.typ"


def make(page: Page) -> bytes:
    """PDF/UA-1."""
    return pdf.make(_SOURCE, {**content.of(page), "heads": content.HEADS})
