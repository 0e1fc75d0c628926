"""How the data engineering nodes are wired: two steps, each in a namespace of its own."""

from kedro.pipeline import Node, Pipeline

from .nodes import (
    check_reviews,
    clean_movies,
    clean_reviews,
    fingerprint_reviews,
    join_movies,
    label_reviews,
    prepare_text,
    summarise_genres,
)


def create_pipeline(**kwargs) -> Pipeline:
    """Clean the raw tables, then join them and prepare the text."""
    return Pipeline(
        [_cleaning(), _preparation()],
        namespace="data_engineering",
        inputs={"movies", "reviews"},
        outputs={"prepared_reviews", "genre_summary", "data_fingerprint"},
        parameters={"params:sentiments"},
        tags="data_engineering",
    )


def _cleaning() -> Pipeline:
    return Pipeline(
        [
            Node(
                func=clean_movies,
                inputs="movies",
                outputs="movies_clean",
                name="clean_movies",
            ),
            Node(
                func=clean_reviews,
                inputs=["reviews", "params:rules"],
                outputs="reviews_clean",
                name="clean_reviews",
            ),
            Node(
                func=check_reviews,
                inputs=["reviews_clean", "movies_clean", "params:limits"],
                outputs="quality_report",
                name="check_reviews",
                tags="checks",
            ),
        ],
        namespace="cleaning",
        inputs={"movies", "reviews"},
        outputs={"movies_clean", "reviews_clean", "quality_report"},
    )


def _preparation() -> Pipeline:
    return Pipeline(
        [
            Node(
                func=join_movies,
                inputs=["reviews_clean", "movies_clean", "quality_report"],
                outputs="movie_reviews@pandas",
                name="join_movies",
            ),
            Node(
                func=fingerprint_reviews,
                inputs="movie_reviews@text",
                outputs="data_fingerprint",
                name="fingerprint_reviews",
                tags="checks",
            ),
            Node(
                func=summarise_genres,
                inputs="movie_reviews@pandas",
                outputs="genre_summary",
                name="summarise_genres",
            ),
            Node(
                func=label_reviews,
                inputs=["movie_reviews@pandas", "params:stars", "params:sentiments"],
                outputs="labelled_reviews",
                name="label_reviews",
            ),
            Node(
                func=prepare_text,
                inputs=["labelled_reviews", "params:wording"],
                outputs="prepared_reviews",
                name="prepare_text",
            ),
        ],
        namespace="preparation",
        inputs={"movies_clean", "reviews_clean", "quality_report"},
        outputs={"prepared_reviews", "genre_summary", "data_fingerprint"},
        parameters={"params:sentiments"},
    )
