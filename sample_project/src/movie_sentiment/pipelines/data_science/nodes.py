"""Functions of the data science pipeline. None of them knows which model it works for: parameters say it."""

import logging
from typing import Any

import numpy as np
import pandas as pd
from sklearn.base import ClassifierMixin, clone
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline

logger = logging.getLogger(__name__)

ESTIMATORS = {
    "naive_bayes": MultinomialNB(),
    "logistic_regression": LogisticRegression(solver="liblinear", max_iter=5000, random_state=0),
}


def split_reviews(prepared_reviews: pd.DataFrame, split: dict[str, Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Put reviews aside that no model sees while it learns.

    Args:
        prepared_reviews: All reviews with a sentiment.
        split: ``test_share`` of the reviews to put aside, and the ``seed`` of the lot.

    Returns:
        Reviews to learn from, and reviews to be tested with, with the same share of each sentiment.
    """
    train, test = train_test_split(
        prepared_reviews,
        test_size=split["test_share"],
        random_state=split["seed"],
        stratify=prepared_reviews["sentiment"],
    )
    return train.reset_index(drop=True), test.reset_index(drop=True)


def learn_vocabulary(train_reviews: pd.DataFrame, features: dict[str, Any]) -> TfidfVectorizer:
    """Find the words and phrases that occur often enough to learn from.

    Args:
        train_reviews: Reviews to learn from.
        features: ``longest_phrase`` in words, and ``min_reviews`` that a phrase has to occur in.

    Returns:
        A vectoriser that turns text into weighted counts of these phrases.
    """
    vectoriser = TfidfVectorizer(
        ngram_range=(1, features["longest_phrase"]), min_df=features["min_reviews"], sublinear_tf=True
    )
    vectoriser.fit(train_reviews["words"])
    logger.info("Learned %d words and phrases", len(vectoriser.vocabulary_))
    return vectoriser


def search_settings(
    train_reviews: pd.DataFrame, vectoriser: TfidfVectorizer, search: dict[str, Any]
) -> dict[str, Any]:
    """Try every setting of the grid by cross-validation and keep the best. The slowest node of the project.

    Args:
        train_reviews: Reviews to learn from.
        vectoriser: Its options are used; the words are learned anew in every fold, so that no fold knows
            words that only the others have.
        search: The ``estimator``, the number of ``folds`` and the ``grid`` of values to try.

    Returns:
        The estimator, its best settings and the accuracy that they reached.
    """
    candidate = make_pipeline(clone(vectoriser), clone(ESTIMATORS[search["estimator"]]))
    step = candidate.steps[-1][0]
    grid = {f"{step}__{name}": values for name, values in search["grid"].items()}
    trial = GridSearchCV(candidate, grid, cv=search["folds"], scoring="accuracy")
    trial.fit(train_reviews["words"], train_reviews["sentiment"])
    settings = {name.removeprefix(f"{step}__"): value for name, value in trial.best_params_.items()}
    logger.info("Best of %d settings: %s", len(trial.cv_results_["params"]), settings)
    return {
        "estimator": search["estimator"],
        "settings": settings,
        "cross_validated_accuracy": round(float(trial.best_score_), 4),
    }


def train_model(
    train_reviews: pd.DataFrame, vectoriser: TfidfVectorizer, best_settings: dict[str, Any]
) -> ClassifierMixin:
    """Train the model with the best settings on all reviews to learn from.

    Args:
        train_reviews: Reviews to learn from.
        vectoriser: Turns their words into numbers.
        best_settings: What the search found.

    Returns:
        A trained classifier.
    """
    classifier = clone(ESTIMATORS[best_settings["estimator"]]).set_params(**best_settings["settings"])
    return classifier.fit(vectoriser.transform(train_reviews["words"]), train_reviews["sentiment"])


def predict_sentiment(
    classifier: ClassifierMixin, vectoriser: TfidfVectorizer, test_reviews: pd.DataFrame
) -> pd.DataFrame:
    """Let the model read the reviews that were put aside.

    Args:
        classifier: A trained classifier.
        vectoriser: Turns words into numbers.
        test_reviews: Reviews that the model has not seen.

    Returns:
        These reviews with the ``predicted`` sentiment and how sure the model was (``confidence``, 0.5 to 1).
    """
    chances = classifier.predict_proba(vectoriser.transform(test_reviews["words"]))
    columns = ["review_id", "title", "genre", "stars", "text", "sentiment"]
    return test_reviews[columns].assign(
        predicted=classifier.classes_[chances.argmax(axis=1)],
        confidence=chances.max(axis=1).round(3),
    )


def list_telling_words(
    classifier: ClassifierMixin, vectoriser: TfidfVectorizer, words_each: int
) -> pd.DataFrame:
    """List the words that move the model most, in either direction.

    Args:
        classifier: A trained classifier.
        vectoriser: Knows which word each weight belongs to.
        words_each: How many words to list for each sentiment.

    Returns:
        Words with their weight: negative numbers speak for a negative review.
    """
    weights = _weight_of_words(classifier)
    order = np.argsort(weights)
    chosen = np.concatenate([order[-words_each:][::-1], order[:words_each]])
    return pd.DataFrame(
        {"word": vectoriser.get_feature_names_out()[chosen], "weight": weights[chosen].round(3)}
    )


def _weight_of_words(classifier: ClassifierMixin) -> np.ndarray:
    if hasattr(classifier, "coef_"):
        return classifier.coef_[0]
    negative, positive = classifier.feature_log_prob_
    return positive - negative
