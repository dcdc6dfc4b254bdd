"""The next generation of a plan: what was reached becomes the baseline, what is left is planned again."""

from __future__ import annotations

import uuid
from typing import Any

from egnatia.hub.logframe.activities import actions as activities
from egnatia.hub.logframe.activities import selectors as activity_forms
from egnatia.hub.logframe.indicators import actions as indicators
from egnatia.hub.logframe.indicators import selectors as indicator_forms
from egnatia.hub.logframe.models import Framework
from egnatia.hub.logframe.results import actions as results
from egnatia.hub.logframe.results import selectors as result_forms
from egnatia.hub.logframe.values import exact, of_indicators
from egnatia.hub.roadmaps.models import Recommendation
from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor

_NOT_COPIED = {"starts", "ends", "budget", "acquis"}


def _told(known: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in known.items() if value not in ("", None)}


def copy(before: Framework, after: Framework, actor: Actor) -> None:
    """Through the same steps as by hand. Raises what they raise."""

    def add(door: Any, code: str, known: dict[str, Any]) -> Any:
        return door({**_told(known), "framework": after.pk, **({"code": code} if code else {})}, actor=actor, key=uuid.uuid4()).case_id

    order = {"AREA": 0, "OUTCOME": 1, "OUTPUT": 2}
    for one in sorted(before.results.filter(case__state="stands").select_related("case"), key=lambda row: (order[row.level], row.code)):
        add(results.add_result, one.code, result_forms.known(one.case))
    used = list(before.indicators.filter(case__state="used").select_related("case"))
    reached = of_indicators(used)
    for each in used:
        known = indicator_forms.known(each.case) | {"target": None}
        shown = reached[each.pk]
        if shown.so_far is not None and shown.so_far.number is not None:
            last = max(one.period.ends for one in shown.periods if one.value)
            known |= {"baseline": exact(round(shown.so_far.number, 4)), "baseline_year": min(last, moment.today()).year}
        add(indicators.add_indicator, each.code, known)
    for row in before.activities.exclude(case__state__in=("done", "cancelled")).select_related("case"):
        known = {name: value for name, value in activity_forms.known(row.case).items() if name not in _NOT_COPIED}
        made = add(activities.add_activity, row.code, known | {"acquis": row.acquis})
        for answered in Recommendation.objects.filter(activities=row.pk, case__state="stands"):
            answered.activities.add(made)
    for risk in before.risks.exclude(case__state="closed").select_related("case"):
        add(results.add_risk, "", result_forms.known_risk(risk.case))
