"""Write the two raw tables of this project: ``data/01_raw/movies.csv`` and ``reviews.csv``.

No film below exists and nobody wrote these reviews: the script puts them together from sentences that were
written for this project, so that the data may be shared freely. It always writes the same files:

    python scripts/write_raw_data.py

The reviews are meant to be as uneven as real ones. Most praise what their stars praise, many are mixed, some
say the good thing with a negation ("never dull") or the bad one with irony, and a few give stars that their
text does not explain. The tables are a little dirty too, so that the cleaning nodes have something to do.
"""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

RAW = Path(__file__).resolve().parents[1] / "data" / "01_raw"
SEED = 1895  # the year of the first public film show
REVIEWS = 520

MOVIES = """
A Lighthouse for Two|drama|2004|112|Ines Varga
The Cartographer's Debt|drama|1998|131|Tomas Okafor
Winter Wheat|drama|2011|97|Lena Brandt
What the Ferryman Kept|drama|2017|124|Ines Varga
Small Hours, Large Rooms|drama|2020|103|Amir Castellan
The Glass Orchard|drama|1989|118|Ruth Halloran
Letters to Platform Nine|drama|2014|109|Lena Brandt
Salt on the Stairs|drama|2022|95|Noor Aydin
My Uncle Sells Volcanoes|comedy|2009|92|Pip Lindqvist
Three Weddings and a Forklift|comedy|2016|99|Dora Mensah
The Accidental Mayor|comedy|2003|101|Pip Lindqvist
Please Feed the Accountant|comedy|2019|88|Dora Mensah
Half a Butler|comedy|1994|94|George Tanaka
Karaoke at Noon|comedy|2021|90|Maya Peltier
A Goat in the Orchestra|comedy|2012|96|George Tanaka
The Weekend Pirates|comedy|2007|105|Maya Peltier
Eleven Locked Doors|thriller|2015|116|Viktor Salo
The Night Auditor|thriller|2002|121|Hanna Osei
Cold Signal|thriller|2018|108|Viktor Salo
Nobody Leaves Marlow Street|thriller|1996|113|Carmen Duarte
The Second Passenger|thriller|2010|104|Hanna Osei
Paper Alibi|thriller|2023|99|Carmen Duarte
Below the Waterline|thriller|2006|127|Jonas Weir
An Honest Liar's Map|thriller|2013|119|Jonas Weir
Station Without Stars|science fiction|2014|138|Kei Morimoto
The Gardeners of Ceres|science fiction|2019|129|Adaeze Lund
Rust and Moonlight|science fiction|2001|111|Kei Morimoto
The Last Slow Ship|science fiction|2022|142|Adaeze Lund
Memory of Iron|science fiction|1987|106|Paul Drexler
Tuesday, Again, on Mars|science fiction|2016|98|Paul Drexler
The Quiet Engine|science fiction|2008|122|Sofia Brandao
Echo Year|science fiction|2020|115|Sofia Brandao
The Cellar Choir|horror|2012|93|Mads Kirkeby
Do Not Wake the Orchard|horror|2018|97|Yara Simic
The Tall Neighbour|horror|2005|89|Mads Kirkeby
Thirteen Candles Short|horror|1999|91|Ola Brennan
Whistle for It|horror|2021|86|Yara Simic
The House That Counted|horror|2009|102|Ola Brennan
Marrow Lake|horror|1992|95|Bea Fontaine
Lullaby for Wolves|horror|2017|100|Bea Fontaine
""".strip().splitlines()

GOOD = {
    "acting": [
        "the cast is {good} from first to last",
        "what {who} does here is {good}",
        "I believed every word {who} said",
        "{who} carries the whole film with one look",
        "even the smallest parts are played with care",
        "the chemistry between the two leads is {good}",
    ],
    "story": [
        "the story is {good} and full of surprises",
        "the script trusts its audience",
        "the plot never takes the easy way out",
        "a simple idea, and the telling is {good}",
        "every scene earns its place",
        "it kept me guessing until the last minute",
    ],
    "pictures": [
        "the camera work is {good}",
        "every frame could hang on a wall",
        "it looks {good}, above all at night",
        "the sets are built with love",
        "light and colour tell half of the story",
    ],
    "music": [
        "the music is {good} and never in the way",
        "I have been humming the theme for days",
        "the soundtrack alone is worth the ticket",
        "the score lifts the quiet scenes",
    ],
    "pace": [
        "two hours went by like ten minutes",
        "it is never dull",
        "I was not bored for a second",
        "it takes its time and never wastes mine",
        "the pace is {good}",
    ],
    "ending": [
        "the ending is {good}",
        "the last scene stayed with me for days",
        "what a finish",
        "the end ties it together without a false note",
    ],
    "drama": ["I cried and was glad of it", "it is moving without begging for tears"],
    "comedy": ["I laughed until it hurt", "the jokes land, every one of them", "funny and kind at once"],
    "thriller": [
        "I held my breath for an hour",
        "the tension is {good}",
        "no twist too many, no clue too few",
    ],
    "science fiction": [
        "a future I could believe in",
        "big ideas and a warm heart",
        "the effects are {good}",
    ],
    "horror": ["I slept with the lights on", "creepy in the best way", "it scares without cheap tricks"],
}

BAD = {
    "acting": [
        "the acting is {bad}",
        "{who} reads the lines like a shopping list",
        "{who} looks as bored as I was",
        "nobody on the screen seems to care",
        "there is no chemistry between the leads",
        "a good cast is wasted here",
    ],
    "story": [
        "the plot is {bad}",
        "the story makes no sense after the first half hour",
        "I saw every turn coming",
        "the script is a pile of old ideas",
        "half of the scenes could go and nobody would notice",
        "it wants to be clever and is only confused",
    ],
    "pictures": [
        "it looks {bad}",
        "the camera shakes as if somebody had dropped it",
        "everything is grey and nothing is in focus",
        "the sets wobble",
        "most of it is too dark to see",
    ],
    "music": [
        "the music is {bad} and far too loud",
        "the score tells you what to feel, all the time",
        "the same song four times, and it was not good once",
    ],
    "pace": [
        "it drags on and on",
        "I looked at my watch every five minutes",
        "the middle is endless",
        "two hours that felt like four",
        "the pace is {bad}",
    ],
    "ending": [
        "the ending is {bad}",
        "it just stops, as if the money had run out",
        "the last scene ruins what little there was",
        "the twist at the end is an insult",
    ],
    "drama": ["it begs for tears and got none of mine", "so much suffering, so little feeling"],
    "comedy": [
        "I did not laugh once",
        "the jokes were old when my grandmother was young",
        "painfully unfunny",
    ],
    "thriller": [
        "there is no tension at all",
        "the least thrilling thriller in years",
        "I guessed the killer at once",
    ],
    "science fiction": [
        "cheap effects and cheaper ideas",
        "the science is nonsense and the fiction is worse",
    ],
    "horror": ["not scary, only loud", "the monster is a man in a carpet", "I was never afraid, only tired"],
}

FILLERS = {
    "good": [
        "wonderful",
        "excellent",
        "brilliant",
        "superb",
        "lovely",
        "clever",
        "beautiful",
        "great",
        "not bad at all",
    ],
    "bad": ["terrible", "weak", "awful", "dull", "clumsy", "poor", "lifeless", "bad", "not good at all"],
    "who": [
        "the lead",
        "the daughter",
        "the old captain",
        "the villain",
        "the young detective",
        "the brother",
        "she",
    ],
}

OPENERS = {
    "good": [
        "Loved it.",
        "What a film.",
        "A small wonder.",
        "Go and see it.",
        "Better than I had hoped.",
        "A favourite.",
    ],
    "bad": [
        "Avoid.",
        "What a waste.",
        "I wanted to like this.",
        "Oh dear.",
        "Worse than I had feared.",
        "No.",
    ],
    "even": ["Well.", "A mixed bag.", "Neither here nor there.", "It has its moments."],
}

CLOSERS = {
    "good": [
        "Recommended.",
        "I will watch it again.",
        "See it with friends.",
        "Best thing I saw this month.",
    ],
    "bad": ["I want my evening back.", "Skip it.", "Never again.", "My friends left early, lucky them."],
    "even": ["Fine for a rainy Sunday.", "I will not watch it twice.", "You could do worse."],
}

# The same words, whatever the reviewer thought of the film.
NEUTRAL = [
    "I saw {title} on a Tuesday in a nearly empty hall",
    "this is {director}'s film from {year}",
    "it runs for {minutes} minutes",
    "my sister picked it",
    "I had read the book before",
    "people around me were talking, as always",
    "it was {director}'s name that made me go",
    "we watched it at home with the children",
    "I have seen a great deal of {genre} this year",
    "after all the good reviews I had to see it",
    "after all the bad reviews I was curious",
]

IRONY = [
    "Great, another film about a man who stares out of a window. Wonderful. I could hardly stay awake.",
    "Brilliant idea to put the best scene into the trailer and nothing into the film.",
    "If you love watching paint dry, this is a masterpiece.",
    "A wonderful cure for people who cannot sleep.",
]

UNDERSTATED = [
    "I went in tired and in a bad mood and came out neither.",
    "Do not believe the awful poster. There is nothing cheap about it.",
    "I cannot find one weak scene, and I tried.",
    "It could have been terrible. It is the opposite of that.",
]

AUTHORS = """
mira_k popcornpaul row_seven juno hal_2 nightowl the_usher bertolt celluloid_sam anya_w quietfan otto_m lux
""".split()


def write_movies(rng: random.Random) -> list[dict[str, str]]:
    """Turn the list above into rows, with a few genres and titles typed carelessly."""
    movies = []
    for number, line in enumerate(MOVIES, start=1):
        title, genre, year, minutes, director = line.split("|")
        careless = rng.random() < 0.2
        movies.append(
            {
                "movie_id": f"M{number:03d}",
                "title": f" {title} " if careless else title,
                "genre": genre.upper() if careless else genre,
                "year": year,
                "minutes": f"{minutes} min",
                "director": director,
            }
        )
    return movies


def write_review(rng: random.Random, movie: dict[str, str]) -> tuple[int | str, str]:
    """Invent the stars and the text of one review."""
    stars = rng.choices([1, 2, 3, 4, 5], weights=[17, 22, 12, 26, 23])[0]
    oddity = rng.random()
    if oddity < 0.03 and stars != 3:
        return (rng.choice([1, 2]), rng.choice(IRONY)) if stars < 3 else (stars, rng.choice(UNDERSTATED))
    if oddity < 0.07:
        stars_shown = 6 - stars  # the finger slipped, or the reviewer reads the scale the other way round
    else:
        stars_shown = stars
    mood = "good" if stars > 3 else "bad" if stars < 3 else "even"
    opener = rng.choice(OPENERS[mood]) if rng.random() < 0.4 else ""
    closer = rng.choice(CLOSERS[mood]) if rng.random() < 0.3 else ""
    body = " ".join(_sentences(rng, movie, stars))
    return stars_shown, " ".join(part for part in (opener, body, closer) if part)


def _sentences(rng: random.Random, movie: dict[str, str], stars: int) -> list[str]:
    genre = movie["genre"].strip().lower()
    aspects = rng.sample(
        ["acting", "story", "pictures", "music", "pace", "ending", genre], k=rng.randint(1, 4)
    )
    share_of_praise = {1: 0.04, 2: 0.22, 3: 0.5, 4: 0.8, 5: 0.96}[stars]
    sayings = []
    for aspect in aspects:
        bank = GOOD if rng.random() < share_of_praise else BAD
        sayings.append((bank is GOOD, _fill(rng, rng.choice(bank[aspect]), movie)))
    sentences = _join_opposites(rng, sayings)
    if rng.random() < 0.35:
        sentences.insert(rng.randrange(len(sentences) + 1), _fill(rng, rng.choice(NEUTRAL), movie))
    return [sentence[0].upper() + sentence[1:] + rng.choice([".", ".", ".", "!"]) for sentence in sentences]


def _join_opposites(rng: random.Random, sayings: list[tuple[bool, str]]) -> list[str]:
    """Join neighbours of different opinion with "but", as people do."""
    sentences: list[str] = []
    previous: bool | None = None
    for praise, text in sayings:
        if previous is not None and previous != praise and rng.random() < 0.6:
            sentences[-1] += f", {rng.choice(['but', 'yet', 'although'])} {text}"
        else:
            sentences.append(text)
        previous = praise
    return sentences


def _fill(rng: random.Random, template: str, movie: dict[str, str]) -> str:
    words = {name: rng.choice(choices) for name, choices in FILLERS.items()}
    facts = {name: value.strip() for name, value in movie.items()}
    facts["minutes"] = facts["minutes"].removesuffix(" min")
    return template.format(**words, **facts)


def write_reviews(rng: random.Random, movies: list[dict[str, str]]) -> list[dict[str, object]]:
    """Write clean reviews first, then spoil some of them."""
    first_day = date(2024, 1, 1)
    reviews: list[dict[str, object]] = []
    for number in range(1, REVIEWS + 1):
        movie = rng.choice(movies)
        stars, text = write_review(rng, movie)
        reviews.append(
            {
                "review_id": f"R{number:04d}",
                "movie_id": movie["movie_id"],
                "author": rng.choice(AUTHORS),
                "written_on": (first_day + timedelta(days=rng.randrange(600))).isoformat(),
                "stars": stars,
                "text": text,
            }
        )
    _spoil(rng, reviews)
    return reviews


def _spoil(rng: random.Random, reviews: list[dict[str, object]]) -> None:
    for review in rng.sample(reviews, k=30):
        review["text"] = str(review["text"]).replace(". ", ".<br /><br />", 1)
    for review in rng.sample(reviews, k=20):
        review["text"] = f"  {str(review['text']).upper()}  "
    for review in rng.sample(reviews, k=6):
        review["text"] = ""
    for review in rng.sample(reviews, k=5):
        review["stars"] = ""
    for review in rng.sample(reviews, k=4):
        review["movie_id"] = f"M{rng.randint(900, 999)}"
    for review in rng.sample(reviews, k=9):  # sent twice
        reviews.append({**review, "review_id": f"R{len(reviews) + 1:04d}"})


def write_table(path: Path, rows: list[dict[str, object]] | list[dict[str, str]]) -> None:
    """Write rows as CSV, with the keys of the first as its header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    rng = random.Random(SEED)
    movies = write_movies(rng)
    write_table(RAW / "movies.csv", movies)
    write_table(RAW / "reviews.csv", write_reviews(rng, movies))


if __name__ == "__main__":
    main()
