"""Functions of the data engineering pipeline: cleaning, checking, joining and labelling."""

import hashlib
import logging
import re
from typing import Any

import pandas as pd

logger = logging.getLogger(__name__)


def clean_movies(movies: pd.DataFrame) -> pd.DataFrame:
    """Bring titles, genres and running times into one form.

    Args:
        movies: The raw table, in which titles have stray blanks, some genres are in capitals and running
            times read like ``112 min``.

    Returns:
        The same films, with ``minutes`` as a number and the ``decade`` of each film added.
    """
    return movies.assign(
        title=movies["title"].str.strip(),
        genre=movies["genre"].str.strip().str.lower(),
        minutes=movies["minutes"].str.removesuffix(" min").astype(int),
        decade=movies["year"] // 10 * 10,
    )


def clean_reviews(reviews: pd.DataFrame, rules: dict[str, Any]) -> pd.DataFrame:
    """Remove markup, shouting and reviews that say nothing.

    Args:
        reviews: The raw table, as the reviewers sent it.
        rules: ``markup`` is a regular expression to be replaced by a blank, ``min_words`` the length from
            which a review counts.

    Returns:
        Reviews with tidy text, whole stars and a proper date.
    """
    text = reviews["text"].fillna("").str.replace(rules["markup"], " ", regex=True)
    text = text.str.split().str.join(" ")
    text = text.where(~text.str.isupper(), text.map(_as_sentences))
    kept = (text.str.split().str.len() >= rules["min_words"]) & reviews["stars"].notna()
    logger.info("Dropped %d of %d reviews without words or stars", (~kept).sum(), len(kept))
    tidy = reviews.assign(text=text, written_on=pd.to_datetime(reviews["written_on"]))[kept]
    return tidy.astype({"stars": int}).reset_index(drop=True)


def _as_sentences(shouted: str) -> str:
    return re.sub(r"(^|[.!?] )[a-z]|\bi\b", lambda start: start[0].upper(), shouted.lower())


def check_reviews(reviews: pd.DataFrame, movies: pd.DataFrame, limits: dict[str, Any]) -> dict[str, Any]:
    """Look for reviews that must not be trusted, and stop the run where there are too many of them.

    Args:
        reviews: Cleaned reviews.
        movies: Cleaned movies, to find reviews of films that nobody knows.
        limits: ``min_reviews`` that have to be left, and ``max_share_suspect`` of them.

    Returns:
        How many reviews were checked, and the ids of those that are suspect, by reason.

    Raises:
        ValueError: A limit is not kept.
    """
    repeated = reviews.duplicated(["movie_id", "author", "text"])
    unknown = ~reviews["movie_id"].isin(movies["movie_id"])
    suspect = {
        "sent twice": reviews.loc[repeated, "review_id"].tolist(),
        "unknown movie": reviews.loc[unknown, "review_id"].tolist(),
    }
    share = float((repeated | unknown).mean())
    if len(reviews) < limits["min_reviews"]:
        raise ValueError(
            f"Only {len(reviews)} reviews are left after cleaning, {limits['min_reviews']} are needed"
        )
    if share > limits["max_share_suspect"]:
        raise ValueError(
            f"{share:.1%} of the reviews are suspect, {limits['max_share_suspect']:.1%} are allowed"
        )
    return {"reviews": len(reviews), "share_suspect": round(share, 4), "suspect": suspect}


def join_movies(reviews: pd.DataFrame, movies: pd.DataFrame, quality_report: dict[str, Any]) -> pd.DataFrame:
    """Add the facts about the film to each review that passed the check.

    Args:
        reviews: Cleaned reviews.
        movies: Cleaned movies.
        quality_report: Names the reviews to be left out.

    Returns:
        One row a review, oldest first.
    """
    suspect = set().union(*quality_report["suspect"].values())
    trusted = reviews[~reviews["review_id"].isin(suspect)]
    joined = trusted.merge(movies, on="movie_id", how="left", validate="many_to_one")
    return joined.sort_values(["written_on", "review_id"], ignore_index=True)


def fingerprint_reviews(text: str) -> dict[str, Any]:
    """Compute what identifies the data of this run, so that a report can be traced to it.

    Args:
        text: The joined table as the text that lies in its file. The catalog offers this file twice, as
            ``movie_reviews@pandas`` and as ``movie_reviews@text``: this is called transcoding.

    Returns:
        The SHA-256 of the file, its lines and its characters.
    """
    return {
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "lines": text.count("\n"),
        "characters": len(text),
    }


def summarise_genres(movie_reviews: pd.DataFrame) -> pd.DataFrame:
    """Count reviews and average stars for each genre and decade.

    Args:
        movie_reviews: One row a review, with the facts about its film.

    Returns:
        One row for each genre and decade that has reviews.
    """
    groups = movie_reviews.groupby(["genre", "decade"], as_index=False)
    summary = groups.agg(reviews=("review_id", "size"), mean_stars=("stars", "mean"))
    return summary.round({"mean_stars": 2})


def label_reviews(movie_reviews: pd.DataFrame, stars: dict[str, int], sentiments: list[str]) -> pd.DataFrame:
    """Turn stars into a sentiment and leave out the reviews in between.

    Args:
        movie_reviews: One row a review.
        stars: A review with ``negative_up_to`` stars or fewer is negative, one with ``positive_from`` stars
            or more is positive.
        sentiments: What to call a negative and a positive review.

    Returns:
        Reviews with a clear opinion, and that opinion in the column ``sentiment``.
    """
    negative, positive = sentiments
    labelled = movie_reviews.assign(sentiment=None).astype({"sentiment": object})
    labelled.loc[movie_reviews["stars"] <= stars["negative_up_to"], "sentiment"] = negative
    labelled.loc[movie_reviews["stars"] >= stars["positive_from"], "sentiment"] = positive
    return labelled.dropna(subset="sentiment").reset_index(drop=True)


def prepare_text(labelled_reviews: pd.DataFrame, wording: dict[str, Any]) -> pd.DataFrame:
    """Write each review the way a model reads best: small letters, no signs, negations glued to their word.

    ``not good`` becomes ``not_good``, because for a model that counts words the two would be a "not"
    somewhere and a "good" somewhere.

    Args:
        labelled_reviews: Reviews with a sentiment.
        wording: ``negations`` to be glued to the next word, ``drop_titles`` to take the film's own name out
            of the text, since a model should learn from opinions and not from names.

    Returns:
        The same reviews with the column ``words``.
    """
    words = labelled_reviews["text"].str.lower()
    if wording["drop_titles"]:
        titles = labelled_reviews["title"].str.lower()
        words = pd.Series(
            [text.replace(title, " ") for text, title in zip(words, titles, strict=True)], index=words.index
        )
    negations = "|".join(wording["negations"])
    words = words.str.replace(rf"\b({negations})\s+(?=\w)", r"\1_", regex=True)
    words = words.str.replace(r"[^a-z_\s]", "", regex=True)
    return labelled_reviews.assign(words=words.str.split().str.join(" "))
