"""Write the three raw tables of this project, invented and always the same. Needs pandas and openpyxl."""

import random
from pathlib import Path

import pandas as pd

RAW = Path(__file__).parent / "data" / "01_raw"
COMPANIES, SHUTTLES = 16, 36
TYPES = {"Hopper T2": 4, "Ferry V5": 12, "Barge F1": 24, "Skiff P9": 2}
PLACES = ["Iceland", "Kenya", "Uruguay", "Nepal", "Malta", "Samoa"]


def companies(rng: random.Random) -> pd.DataFrame:
    """Make up owners of shuttles, a few without a rating."""
    rows = [
        {
            "id": 100 + number,
            "company_rating": None if number % 7 == 6 else f"{rng.randint(60, 100)}%",
            "company_location": rng.choice(PLACES),
            "total_fleet_count": rng.randint(1, 9),
            "iata_approved": rng.choice("ttf"),
        }
        for number in range(COMPANIES)
    ]
    return pd.DataFrame(rows)


def shuttles(rng: random.Random) -> pd.DataFrame:
    """Make up shuttles whose price follows their size, more or less."""
    rows = []
    for number in range(SHUTTLES):
        kind, seats = rng.choice(list(TYPES.items()))
        engines = rng.randint(1, 4)
        price = 900 + 140 * seats + 210 * engines + rng.randint(-150, 150)
        rows.append(
            {
                "id": 7000 + number,
                "shuttle_location": rng.choice(PLACES),
                "shuttle_type": kind,
                "engine_type": rng.choice(["Plasma", "Quantum", "Steam"]),
                "engine_vendor": rng.choice(["Orbit & Sons", "Thrust Works"]),
                "engines": engines,
                "passenger_capacity": seats,
                "cancellation_policy": rng.choice(["strict", "moderate", "flexible"]),
                "crew": max(1, seats // 4),
                "d_check_complete": rng.choice("tf"),
                "moon_clearance_complete": rng.choice("tf"),
                "price": f"${price:,}.0",
                "company_id": 100 + rng.randrange(COMPANIES),
            }
        )
    return pd.DataFrame(rows)


def reviews(rng: random.Random) -> pd.DataFrame:
    """Make up what passengers said, a few without a score."""
    aspects = ["rating", "comfort", "amenities", "trip", "crew", "location", "price"]
    rows = []
    for number in range(SHUTTLES):
        scores = {f"review_scores_{aspect}": rng.randint(6, 10) for aspect in aspects}
        scores["review_scores_rating"] = None if number % 9 == 8 else rng.randint(70, 100)
        rows.append({"shuttle_id": 7000 + number, **scores, "number_of_reviews": rng.randint(1, 80)})
    return pd.DataFrame(rows)


def main() -> None:
    rng = random.Random(1969)
    companies(rng).to_csv(RAW / "companies.csv", index=False)
    shuttles(rng).to_excel(RAW / "shuttles.xlsx", index=False)
    reviews(rng).to_csv(RAW / "reviews.csv", index=False)


if __name__ == "__main__":
    main()
