import logging
from typing import Any

import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.metrics import max_error, mean_absolute_error, r2_score
from sklearn.model_selection import train_test_split

logger = logging.getLogger(__name__)


def split_data(data: pd.DataFrame, options: dict[str, Any]) -> tuple:
    """Set some rows aside to test with.

    Args:
        data: One row a shuttle, its price among the columns.
        options: The columns to learn from (``features``), ``test_size`` and ``random_state``.

    Returns:
        Features to learn from and to test with, then the prices of both.
    """
    return tuple(
        train_test_split(
            data[options["features"]],
            data["price"],
            test_size=options["test_size"],
            random_state=options["random_state"],
        )
    )


def train_model(X_train: pd.DataFrame, y_train: pd.Series) -> LinearRegression:
    """Fit a straight line through many dimensions.

    Args:
        X_train: Features to learn from.
        y_train: The prices that belong to them.

    Returns:
        A fitted model.
    """
    return LinearRegression().fit(X_train, y_train)


def evaluate_model(regressor: LinearRegression, X_test: pd.DataFrame, y_test: pd.Series) -> dict[str, float]:
    """Measure how far the predicted prices are from the real ones.

    Args:
        regressor: A fitted model.
        X_test: Features set aside.
        y_test: The prices that belong to them.

    Returns:
        Three measures, by name.
    """
    predicted = regressor.predict(X_test)
    measures = {"r2_score": r2_score, "mae": mean_absolute_error, "max_error": max_error}
    metrics = {name: float(measure(y_test, predicted)) for name, measure in measures.items()}
    logger.info("R^2 is %.3f for shuttles not seen before", metrics["r2_score"])
    return metrics
