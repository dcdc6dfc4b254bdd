"""Synthetic people: names in original scripts and Latin, families, children alone, documents with a valid zone, wrong birthdays. Fixed seed; nobody is real."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from egnatia.kernel.codes.persons import Sex
from egnatia.node.people.mrz import write_td3


@dataclass(frozen=True)
class Origin:
    """A group of arrivals: share, language, and word lists as (Latin, original script)."""

    country: str
    share: int
    language: str
    men: tuple[tuple[str, str], ...]
    women: tuple[tuple[str, str], ...]
    families: tuple[tuple[str, str], ...]


ORIGINS = (
    Origin(
        "AFG",
        30,
        "prs",
        (("Ahmad", "احمد"), ("Mohammad", "محمد"), ("Nasir", "نصیر"), ("Farid", "فرید"), ("Zabihullah", "ذبیح‌الله"), ("Hamid", "حمید"), ("Jawad", "جواد")),
        (("Zahra", "زهرا"), ("Fatima", "فاطمه"), ("Maryam", "مریم"), ("Laila", "لیلا"), ("Shabnam", "شبنم")),
        (("Karimi", "کریمی"), ("Rahimi", "رحیمی"), ("Ahmadzai", "احمدزی"), ("Noori", "نوری"), ("Haidari", "حیدری"), ("Sultani", "سلطانی")),
    ),
    Origin(
        "SYR",
        24,
        "apc",
        (("Omar", "عمر"), ("Khaled", "خالد"), ("Yusuf", "يوسف"), ("Mahmoud", "محمود"), ("Ali", "علي"), ("Ibrahim", "إبراهيم")),
        (("Rima", "ريما"), ("Aisha", "عائشة"), ("Huda", "هدى"), ("Noor", "نور"), ("Salma", "سلمى")),
        (("Al-Ahmad", "الأحمد"), ("Haddad", "حداد"), ("Khalil", "خليل"), ("Al-Masri", "المصري"), ("Darwish", "درويش")),
    ),
    Origin(
        "PAK",
        12,
        "urd",
        (("Imran", "عمران"), ("Usman", "عثمان"), ("Bilal", "بلال"), ("Asif", "آصف")),
        (("Sana", "ثنا"), ("Ayesha", "عائشہ")),
        (("Khan", "خان"), ("Malik", "ملک"), ("Butt", "بٹ"), ("Chaudhry", "چودھری")),
    ),
    Origin(
        "IRQ",
        9,
        "acm",
        (("Hassan", "حسن"), ("Mustafa", "مصطفى"), ("Karrar", "كرار")),
        (("Zainab", "زينب"), ("Noor", "نور")),
        (("Al-Jubouri", "الجبوري"), ("Bakr", "بكر"), ("Al-Saadi", "السعدي")),
    ),
    Origin(
        "IRN",
        7,
        "pes",
        (("Reza", "رضا"), ("Mehdi", "مهدی"), ("Amir", "امیر")),
        (("Zahra", "زهرا"), ("Sara", "سارا")),
        (("Hosseini", "حسینی"), ("Moradi", "مرادی"), ("Ahmadi", "احمدی")),
    ),
    Origin("TUR", 6, "kmr", (("Azad", ""), ("Baran", ""), ("Welat", "")), (("Berfin", ""), ("Dilan", "")), (("Yıldız", ""), ("Demir", ""), ("Kaya", ""))),
    Origin("SOM", 5, "som", (("Abdi", ""), ("Mohamed", ""), ("Yusuf", "")), (("Hodan", ""), ("Amina", "")), (("Hassan", ""), ("Warsame", ""), ("Jama", ""))),
    Origin("ERI", 3, "tir", (("Tesfay", "ተስፋይ"), ("Yonas", "ዮናስ")), (("Selam", "ሰላም"), ("Miriam", "ሚርያም")), (("Gebre", "ገብረ"), ("Haile", "ሃይለ"))),
    Origin("MAR", 4, "ary", (("Youssef", "يوسف"), ("Anas", "أنس")), (("Khadija", "خديجة"),), (("Bennani", "بناني"), ("El Amrani", "العمراني"))),
)


@dataclass(frozen=True)
class Somebody:
    """One synthetic person as they present themselves."""

    family: str
    given: str
    original: str
    sex: Sex
    country: str
    language: str
    birth: dict[str, str]
    year: int
    mrz: str
    alone: bool
    relation: str = ""


def _birth(draw: random.Random, year: int, country: str) -> dict[str, str]:
    """A birthday as told: whole, 1 January (a wrong one), the year only, or in another calendar."""
    way = draw.random()
    if country in {"AFG", "IRN"} and way < 0.15:
        return {"year": str(year - 621), "month": str(draw.randint(1, 9)), "day": str(draw.randint(1, 29)), "calendar": "SOLAR_HIJRI"}
    if way < 0.35:
        return {"year": str(year), "month": "1", "day": "1", "calendar": "GREGORIAN"}
    if way < 0.5:
        return {"year": str(year), "month": "", "day": "", "calendar": "GREGORIAN"}
    return {"year": str(year), "month": str(draw.randint(1, 12)), "day": str(draw.randint(1, 28)), "calendar": "GREGORIAN"}


def _plain(text: str) -> str:
    return text.upper().replace("-", " ").translate(str.maketrans("IİŞĞÜÖÇ", "IISGUOC"))


def _one(
    draw: random.Random, origin: Origin, year: int, this_year: int, sex: Sex, family: tuple[str, str], *, relation: str = "", alone: bool = False
) -> Somebody:
    given = draw.choice(origin.women if sex is Sex.FEMALE else origin.men)
    birth = _birth(draw, year, origin.country)
    mrz = ""
    if draw.random() < 0.3 and birth["calendar"] == "GREGORIAN":
        number = f"X{draw.randrange(10**7):07d}"
        dates = f"{year % 100:02d}{int(birth['month'] or 1):02d}{int(birth['day'] or 1):02d}", f"{(this_year + 3) % 100:02d}0630"
        # Issued by UTO, the specimen state: no synthetic document looks like a real state's.
        mrz = write_td3(
            issuer="UTO",
            number=number,
            family_name=_plain(family[0]),
            given_names=_plain(given[0]),
            nationality="UTO",
            birth=dates[0],
            sex="F" if sex is Sex.FEMALE else "M",
            expiry=dates[1],
        )
    original = f"{given[1]} {family[1]}".strip()
    return Somebody(family[0], given[0], original, sex, origin.country, origin.language, birth, year, mrz, alone, relation)


def people(seed: int, this_year: int) -> Iterator[list[Somebody]]:
    """Endless groups who arrive together: the first of a family, then the others with their relation to the first."""
    draw = random.Random(seed)  # noqa: S311  not for secrets: the same region every time
    while True:
        origin = draw.choices(ORIGINS, [one.share for one in ORIGINS])[0]
        family = draw.choice(origin.families)
        way = draw.random()
        if way < 0.08:
            yield [_one(draw, origin, this_year - draw.randint(12, 17), this_year, draw.choice([Sex.MALE, Sex.MALE, Sex.MALE, Sex.FEMALE]), family, alone=True)]
        elif way < 0.72:
            yield [_one(draw, origin, this_year - draw.randint(18, 58), this_year, draw.choice([Sex.MALE] * 5 + [Sex.FEMALE]), family)]
        else:
            age = draw.randint(24, 48)
            first = _one(draw, origin, this_year - age, this_year, Sex.MALE if draw.random() < 0.7 else Sex.FEMALE, family)
            group = [first]
            if draw.random() < 0.75:
                other = Sex.FEMALE if first.sex is Sex.MALE else Sex.MALE
                group.append(_one(draw, origin, this_year - age + draw.randint(0, 5), this_year, other, family, relation="SPOUSE"))
            for _child in range(draw.randint(1, 3)):
                group.append(_one(draw, origin, this_year - draw.randint(1, 15), this_year, draw.choice([Sex.MALE, Sex.FEMALE]), family, relation="CHILD"))
            yield group


def is_child(one: Somebody, at: datetime) -> bool:
    """Doubt counts for the child, as in the screening itself: half-known dates reach a year further."""
    return one.alone or one.year >= at.year - 19
