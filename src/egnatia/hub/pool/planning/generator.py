"""A public benchmark: SYNTHETIC days and weeks of a pool in Serbia and North Macedonia, the same for the same seed on every machine.

No published benchmark of interpreter scheduling with values was found; this one is meant as one. The draw: 25 real places; homes weighted to the towns; Arabic,
Persian and Pashto in eight ISO 639-3 varieties at level 1 to 4; five kinds of request with their lengths, levels, urgency and windows; a fifth with a wish for
a sex (half of them hard); three in a hundred pairs excluded; one request in ten with an interpreter from before; from three hours on two interpreters.
"""

from __future__ import annotations

from math import ceil
from random import Random

from egnatia.hub.pool.planning.problem import Instance, Interpreter, Mode, Premises, Request, Rules, Sex

# Rooms are those of a pool of this size; a larger one has more of them.
POOL = 40
# Name, north, east, country, rooms, weight of its requests.
PLACES = [
    ("Belgrade", 44.79, 20.45, "SRB", 6, 12),
    ("Krnjaca", 44.84, 20.50, "SRB", 4, 8),
    ("Obrenovac", 44.66, 20.20, "SRB", 4, 8),
    ("Sid", 45.13, 19.23, "SRB", 3, 5),
    ("Adasevci", 45.08, 19.21, "SRB", 3, 5),
    ("Principovac", 45.14, 19.28, "SRB", 3, 4),
    ("Subotica", 46.10, 19.67, "SRB", 4, 8),
    ("Sombor", 45.77, 19.11, "SRB", 3, 6),
    ("Kikinda", 45.83, 20.46, "SRB", 3, 4),
    ("Presevo", 42.31, 21.65, "SRB", 4, 10),
    ("Bujanovac", 42.46, 21.77, "SRB", 3, 6),
    ("Vranje", 42.55, 21.90, "SRB", 3, 4),
    ("Nis", 43.32, 21.90, "SRB", 4, 4),
    ("Pirot", 43.16, 22.59, "SRB", 2, 3),
    ("Dimitrovgrad", 43.02, 22.78, "SRB", 3, 4),
    ("Sjenica", 43.27, 20.00, "SRB", 3, 4),
    ("Tutin", 42.99, 20.33, "SRB", 2, 3),
    ("Bogovadja", 44.32, 20.19, "SRB", 2, 2),
    ("Skopje", 41.99, 21.43, "MKD", 5, 6),
    ("Vizbegovo", 42.03, 21.41, "MKD", 4, 6),
    ("Tabanovce", 42.20, 21.71, "MKD", 4, 6),
    ("Kumanovo", 42.13, 21.71, "MKD", 3, 3),
    ("Gevgelija", 41.14, 22.50, "MKD", 4, 8),
    ("Strumica", 41.44, 22.64, "MKD", 2, 2),
    ("Bitola", 41.03, 21.33, "MKD", 2, 1),
]
HOMES = {
    "SRB": {"Belgrade": 50, "Subotica": 14, "Sid": 8, "Presevo": 16, "Nis": 8, "Sjenica": 4},
    "MKD": {"Skopje": 60, "Kumanovo": 20, "Gevgelija": 20},
}
VARIETIES = {"ara": ["apc", "acm", "ary", "arz"], "fas": ["pes", "prs"], "pus": ["pbu", "pbt"]}
# Kind of request: share, lengths, level, shares of urgency 1 to 4, share that video serves.
KINDS = [
    ("screening", 30, (30, 30, 45), 2, (25, 45, 25, 5), 0.5),
    ("registration", 22, (30, 45, 60), 2, (5, 25, 50, 20), 0.75),
    ("information", 18, (30, 60, 60), 2, (2, 8, 40, 50), 0.75),
    ("medical", 12, (45, 60, 90), 3, (20, 30, 40, 10), 0.5),
    ("interview", 18, (120, 150, 180, 240), 3, (3, 22, 60, 15), 0.5),
]
SLACK = {1: (60, 90), 2: (120, 180), 3: (180, 300), 4: (240, 480)}


def generate(*, interpreters: int, requests: int, days: int = 1, seed: int, rules: Rules | None = None) -> Instance:
    """A day (``days`` = 1) or a week. Deterministic: one stream of random numbers, drawn in the order of the code."""
    random, rules = Random(seed), rules or Rules()
    more = max(1.0, interpreters / POOL)
    places = {name: Premises(name, north, east, country, ceil(rooms * more)) for name, north, east, country, rooms, _weight in PLACES}
    people = {number: _interpreter(random, number, days) for number in range(interpreters)}
    asked = {number: _request(random, number, days, interpreters, rules) for number in range(requests)}
    return Instance(places, people, asked, rules)


def _interpreter(random: Random, number: int, days: int) -> Interpreter:
    country = "SRB" if random.random() < 0.62 else "MKD"
    home = random.choices(list(HOMES[country]), list(HOMES[country].values()))[0]
    groups = [random.choices(["ara", "fas", "pus"], [45, 27, 28])[0]]
    if random.random() < 0.35:
        groups.append({"ara": "fas", "fas": "pus", "pus": "fas"}[groups[0]])
    levels = {}
    for group in groups:
        main, base = random.choice(VARIETIES[group]), random.choices([4, 3, 2], [45, 40, 15])[0]
        for variety in VARIETIES[group]:
            levels[variety] = base if variety == main else max(1, base - random.choices([0, 1, 2], [35, 45, 20])[0])
    offered = {}
    for day in range(days):
        if random.random() < (0.06 if days == 1 else 0.18):
            continue
        begins = random.choices([480, 540, 420, 660, 720], [40, 20, 10, 15, 15])[0]
        offered[day] = (begins, begins + random.choices([480, 540, 600], [35, 40, 25])[0])
    sex = Sex.WOMAN if random.random() < 0.38 else Sex.MAN
    return Interpreter(number, home, country, sex, levels, offered, random.choice([15, 18, 20, 25]))


def _request(random: Random, number: int, days: int, interpreters: int, rules: Rules) -> Request:
    country = "SRB" if random.random() < 0.65 else "MKD"
    near = {name: weight for name, _n, _e, of, _rooms, weight in PLACES if of == country}
    place = random.choices(list(near), list(near.values()))[0]
    group = random.choices(["ara", "fas", "pus"], [42, 27, 31])[0]
    language = random.choice(VARIETIES[group])
    _kind, _share, lengths, level, shares, by_video = random.choices(KINDS, [one[1] for one in KINDS])[0]
    minutes, urgency = random.choice(lengths), random.choices([1, 2, 3, 4], shares)[0]
    width = random.choice(SLACK[urgency]) + minutes + (45 if minutes > rules.long_over else 0)
    earliest = random.randrange(480, max(481, 1140 - width) + 1, 15)
    sex = random.choices([Sex.WOMAN, Sex.MAN], [80, 20])[0] if random.random() < 0.22 else None
    hard = random.random() < 0.45
    asked_at = random.random() if urgency > 2 else (0.4 + 0.6 * random.random() if urgency == 2 else 0.75 + 0.25 * random.random())
    return Request(
        number,
        place,
        country,
        random.randrange(days),
        language,
        level,
        minutes,
        (earliest, min(1200, earliest + width)),
        frozenset(Mode) if random.random() < by_video else frozenset({Mode.SITE}),
        urgency,
        sex,
        sex is not None and hard,
        frozenset(one for one in range(interpreters) if random.random() < 0.03),
        random.randrange(interpreters) if random.random() < 0.1 else None,
        asked_at,
        2 if minutes >= rules.second_from else 1,
    )
