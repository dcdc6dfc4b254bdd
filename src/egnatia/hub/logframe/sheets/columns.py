"""The columns of the workbook: one list for writing and reading. The matrix follows that of EU action documents (reference 6.3)."""

from __future__ import annotations

RESULT = {
    "Level": "level",
    "Code": "code",
    "Part of": "part_of",
    "Results chain": "title",
    "Assumptions": "assumptions",
    "Added value": "added_value",
}
INDICATOR = {
    "Indicator code": "code",
    "Indicator": "title",
    "Definition": "definition",
    "Measured as": "measure",
    "Unit": "unit",
    "Direction": "direction",
    "Cumulative": "cumulative",
    "Baseline": "baseline",
    "Baseline year": "baseline_year",
    "Target": "target",
    "Source of verification": "source",
    "Frequency": "frequency",
    "Responsible": "responsible",
    "Broken down by": "dimensions",
    "Several categories": "multiple",
    "GERF": "corporate",
    "Computed by the hub": "live",
}
ACTIVITY = {
    "Code": "code",
    "Output": "output",
    "Activity": "title",
    "Lead": "lead",
    "Who else": "raci",
    "First day": "starts",
    "Last day": "ends",
    "Budget EUR": "budget",
    "Deliverables": "deliverables",
    "If it cannot be held": "contingency",
    "EU law": "acquis",
    "Linked": "linked",
}
NUMBER = "Number"
RISK = {NUMBER: "number", "Risk": "text", "Likelihood": "likelihood", "Impact": "impact", "Response": "response", "Owner": "owner"}
VERSION = "Version"
LOGFRAME, ACTIVITIES, RISKS = "Logframe", "Activities", "Risks"
OBJECTIVE = "OBJECTIVE"
# A period without a milestone; an empty cell is no period.
NONE = "–"
SCALE = {1: "low", 2: "medium", 3: "high"}
# Codes must be typed as text: an office program makes 1.10 a number and 1.2 a day.
CODES = frozenset({"Code", "Part of", "Indicator code", "Output"})
FLAGS = frozenset({"cumulative", "multiple", "corporate"})
EVERYTHING = {LOGFRAME: [*RESULT, *INDICATOR], ACTIVITIES: [*ACTIVITY], RISKS: [*RISK]}
