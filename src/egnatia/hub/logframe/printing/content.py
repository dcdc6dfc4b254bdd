"""What paper and document say of a plan: texts alone, made once."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from egnatia.hub.logframe.activities.procedure import ACTIVITY
from egnatia.hub.logframe.selectors import Page
from egnatia.hub.logframe.values import Light, Shown, as_text, number
from egnatia.kernel.codes.countries import KOSOVO_FOOTNOTE


def clean(text: Any) -> str:
    """Without signs that XML, and so a document of an office program, cannot hold."""
    return "".join(one for one in str(text) if one in "\t\n\r" or (ord(one) >= 32 and ord(one) not in (0xFFFE, 0xFFFF)))


def _indicator(one: Shown) -> list[str]:
    about = one.indicator
    base = f"{number(about.baseline)} ({about.baseline_year})" if about.baseline is not None else "–"
    latest = next((each for each in reversed(one.periods) if each.value), None)
    return [
        f"{about.code} {about.title}",
        base,
        as_text(about, one.so_far),
        number(about.target) or "–",
        str(one.light.word) + (f" ({latest.period})" if latest else ""),
        about.source or "–",
    ]


def of(page: Page) -> dict[str, Any]:
    """JSON for typst, and the tables of the document."""
    plan = page.plan
    return {
        "title": plan.title,
        "state": str(page.case.state),
        "period": plan.told or f"{plan.starts or '–'} – {plan.ends or '–'}",
        "lead": plan.lead.name,
        "partners": [one.name for one in plan.partners.all()],
        "objective": plan.objective,
        "version": plan.version,
        "signed": str(plan.signed_on) if plan.signed_on else "",
        "lights": [[str(one.word), page.lights[one]] for one in Light],
        "results": [
            {
                "title": f"{line.result.code} {line.result.title}" if line.result else "Overall objective",
                "level": str(line.result.get_level_display()) if line.result else "",
                "depth": line.depth,
                "assumptions": line.result.assumptions if line.result else "",
                "added_value": line.result.added_value if line.result else "",
                "indicators": [_indicator(one) for one in line.indicators],
            }
            for line in page.results
        ],
        "activities": [
            [
                f"{line.activity.code} {line.activity.title}",
                line.activity.lead.code,
                "; ".join(f"{letter}: {', '.join(codes)}" for letter, codes in line.raci.items()),
                f"{line.activity.starts or '–'} – {line.activity.ends or '–'}",
                number(line.activity.budget) or "–",
                str(ACTIVITY.states[line.activity.case.state]) + (" (its last day is over)" if line.overdue else ""),
            ]
            for line in page.activities
        ],
        "risks": [[one.text, str(one.get_likelihood_display()), str(one.get_impact_display()), one.response, one.owner.code] for one in page.risks],
        "made": f"{timezone.localtime():%Y-%m-%d %H:%M}",
        "footnote": str(KOSOVO_FOOTNOTE),
    }


HEADS = {
    "indicators": ["Indicator", "Baseline", "So far", "Target", "On course", "Source of verification"],
    "activities": ["Activity", "Lead", "Who else", "From – to", "Budget EUR", "Status"],
    "risks": ["Risk", "Likelihood", "Impact", "What is done about it", "Who sees to it"],
}
