"""A public benchmark for the trainer pool: SYNTHETIC trainers and sessions of a half-year in the seven, the same for the same seed on every machine."""

from __future__ import annotations

from random import Random

from egnatia.hub.training.assignment import Session, Trainer

COUNTRIES = {"ALB": 10, "BIH": 12, "XKX": 12, "MNE": 10, "MKD": 12, "SRB": 20, "TUR": 16}
LANGUAGES = {"ALB": ["sqi"], "BIH": ["bos"], "XKX": ["sqi", "srp"], "MNE": ["srp"], "MKD": ["mkd", "sqi"], "SRB": ["srp"], "TUR": ["tur"]}
# Taught in either.
ALIKE = frozenset({"bos", "srp"})
MODULES = ["interview", "vulnerable", "children", "coi", "evidence", "age", "registration", "inclusion"]
WEEKS = 26


def generate(*, trainers: int, sessions: int, seed: int) -> tuple[dict[int, Trainer], dict[int, Session]]:
    random = Random(seed)
    return {number: _trainer(random, number) for number in range(trainers)}, {number: _session(random, number) for number in range(sessions)}


def _trainer(random: Random, number: int) -> Trainer:
    country = random.choices(list(COUNTRIES), list(COUNTRIES.values()))[0]
    languages = {random.choice(LANGUAGES[country])}
    if random.random() < 0.75:
        languages.add("eng")
    if random.random() < 0.15:
        languages.add(random.choice(["sqi", "srp", "mkd", "tur", "bos"]))
    if languages & ALIKE:
        languages |= ALIKE
    modules = sorted(random.sample(MODULES, random.choice([1, 2, 2, 3])))
    levels = {module: random.choices([1, 2, 3], [35, 45, 20])[0] for module in modules}
    away = frozenset(week for week in range(WEEKS) if random.random() < 0.22)
    return Trainer(number, country, frozenset(languages), levels, away, random.choice([3, 4, 5]))


def _session(random: Random, number: int) -> Session:
    regional = random.random() < 0.35
    country = random.choice(list(COUNTRIES))
    language = "eng" if regional else random.choice(LANGUAGES[country])
    week, flexible = random.randrange(WEEKS - 3), random.choice([0, 2, 3])
    return Session(number, country, random.choice(MODULES), language, week, flexible, regional, random.choice([1, 2, 3]))
