"""The regional template: indicators, dimensions and code lists of the month's figures, as nodes count them and the hub checks them.

Rebuilt from Regulation (EC) No 862/2007 and the indicators of the Western Balkans Risk Analysis Network; Eurostat codes where one exists.
Intention, registration, lodging and arrival are counted apart and never added up.
"""

from __future__ import annotations

import re

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.codes import countries
from egnatia.kernel.codes.persons import AGE_BANDS

DATAFLOW, VERSION, AGENCY = "WB_MONTH", "1.5.0", "WBHUB"
# A node that is not updated yet still sends the former one: the same cells, fewer indicators.
TAKEN = (VERSION, "1.4.0")
DIMENSIONS = ("FREQ", "REP_AREA", "INDICATOR", "BORDER", "CITIZEN", "SEX", "AGE", "UASC", "TIME_PERIOD")
COLUMNS = (*DIMENSIONS, "OBS_VALUE", "OBS_STATUS", "CONF_STATUS")
TOTAL = "_T"

INDICATORS = {
    "IBC_1A": _("Detected after crossing the border between crossing points"),
    "IBC_SAR": _("Brought ashore after search and rescue"),
    "BCP_APPL": _("Asked for protection at a crossing point"),
    "STAY": _("Found in the country without permission to stay"),
    "REFUSED": _("Persons refused entry"),
    "REFUSED_GR": _("Grounds of refusals of entry (several for one person)"),
    **{f"REFUSED_{letter}": format_lazy("{} {}", _("Refusals of entry, ground"), letter) for letter in "ABCDEFGHI"},
    "HAND_BACK": _("Persons handed back at a border"),
    "FALSE_DOC": _("Persons with false documents"),
    "FACIL": _("Suspected facilitators detected"),
    "ASY_INT": _("Wishes for asylum recorded (intentions)"),
    "ASY_REG": _("Asylum applications registered"),
    "ASY_LOD": _("Asylum applications lodged"),
    "ASY_REF": _("Decisions: refugee status"),
    "ASY_SUB": _("Decisions: subsidiary protection"),
    "ASY_REJ": _("Decisions: rejected on the merits"),
    "ASY_INA": _("Decisions: inadmissible"),
    "ASY_IMP": _("Decisions: taken as withdrawn"),
    "ASY_WDR": _("Applications withdrawn by the applicant"),
    "ASY_APP": _("Appeals lodged"),
    "ASY_CRT": _("Decisions on appeals"),
    "ASY_END": _("Decisions that withdraw a status"),
    "REF_PROT": _("Referrals accepted by protection services"),
    "REF_SENT": _("Referrals sent to a service"),
    "REF_GIVEN": _("Referrals: help was given"),
    "REF_UNMET": _("Needs without a service, or declined for want of one"),
    "VR_COUNS": _("Counselled on voluntary return"),
    "VR_APPL": _("Applied for voluntary return"),
    "VR_WITHDR": _("Took an application for voluntary return back"),
    "VR_DEPART": _("Departed voluntarily"),
    "VR_ARRIVE": _("Arrived after a voluntary return"),
    "VR_PLANS": _("Reintegration plans approved"),
    "RET_ORDER": _("Ordered to leave (return decision served)"),
    "RET_FORCED": _("Returned by removal"),
    "RET_VOL": _("Left voluntarily after a return decision"),
    "RET_STOP": _("Returns stopped by a wish for asylum"),
    "DET_ORDER": _("Detained for return"),
    "DET_ALT": _("Alternatives to detention begun"),
    "READM_SENT": _("Readmission requests sent"),
}
SEX = ("M", "F", "UNK", TOTAL)
AGE = (*AGE_BANDS, TOTAL)
# Unaccompanied and separated children: accompanied or adult, unaccompanied, not known.
UASC = ("ACC", "UAC", "UNK", TOTAL)
OBS_STATUS = ("A", "P")
# F free; A suppressed as a small count; D suppressed to protect another cell.
CONF_STATUS = ("F", "A", "D")
# Why a month is sent again: a code, so that no text of anybody leaves a node.
REASONS = {"": _("First time"), "LATE": _("Late records"), "CORRECTION": _("Correction of records"), "METHOD": _("Change of method")}
INLAND = "INLAND"
SECTIONS = (
    "ALB-GRC",
    "ALB-MKD",
    "ALB-MNE",
    "ALB-XKX",
    "BIH-HRV",
    "BIH-MNE",
    "BIH-SRB",
    "MKD-BGR",
    "MKD-GRC",
    "MKD-SRB",
    "MKD-XKX",
    "MNE-HRV",
    "MNE-SRB",
    "MNE-XKX",
    "SRB-BGR",
    "SRB-HRV",
    "SRB-HUN",
    "SRB-ROU",
    "SRB-XKX",
    "TUR-ARM",
    "TUR-BGR",
    "TUR-GEO",
    "TUR-GRC",
    "TUR-IRN",
    "TUR-IRQ",
    "TUR-SYR",
)
PERIOD = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])\Z")


def section(first: str, second: str) -> str:
    """A border section in its fixed order, whichever side reports it. Raises UnknownCode."""
    for name in (f"{first}-{second}", f"{second}-{first}"):
        if name in SECTIONS:
            return name
    raise countries.UnknownCode(f"there is no border section {first}-{second} in the template")


def problem_of(row: dict[str, str]) -> str:
    """What is wrong with one row, or an empty text. Never quotes a value: a name may stand where a code belongs."""
    lists = {
        "FREQ": ("M",),
        "REP_AREA": countries.SEVEN,
        "INDICATOR": tuple(INDICATORS),
        "BORDER": (*SECTIONS, INLAND, TOTAL),
        "SEX": SEX,
        "AGE": AGE,
        "UASC": UASC,
        "OBS_STATUS": OBS_STATUS,
        "CONF_STATUS": CONF_STATUS,
    }
    for name, codes in lists.items():
        if row[name] not in codes:
            return f"{name} holds no code of its list"
    if row["CITIZEN"] != TOTAL and row["CITIZEN"] not in countries.table():
        return "CITIZEN holds no code of its list"
    if not PERIOD.match(row["TIME_PERIOD"]):
        return "TIME_PERIOD is no month such as 2026-10"
    suppressed = row["CONF_STATUS"] != "F"
    if suppressed != (row["OBS_VALUE"] == ""):
        return "OBS_VALUE must be empty where a cell is suppressed, and only there"
    if not suppressed and not re.fullmatch(r"0|[1-9][0-9]{0,8}", row["OBS_VALUE"]):
        return "OBS_VALUE is no count: a whole number, zero or more"
    return ""
