"""Functions of the evaluation pipeline: numbers, figures and a report."""

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from matplotlib.figure import Figure
from sklearn.metrics import accuracy_score, confusion_matrix, precision_recall_fscore_support


def score_predictions(predictions: pd.DataFrame, sentiments: list[str]) -> dict[str, float]:
    """Compare what a model said with what the stars say.

    Args:
        predictions: Reviews with their ``sentiment`` and the ``predicted`` one.
        sentiments: What a negative and a positive review are called.

    Returns:
        Accuracy, and precision, recall and F1 of the positive reviews, 0 to 1 each.
    """
    truth, guess = predictions["sentiment"], predictions["predicted"]
    precision, recall, f1, _ = precision_recall_fscore_support(
        truth, guess, average="binary", pos_label=sentiments[1]
    )
    scores = {"accuracy": accuracy_score(truth, guess), "precision": precision, "recall": recall, "f1": f1}
    return {name: round(float(score), 4) for name, score in scores.items()}


def plot_confusion(predictions: pd.DataFrame, sentiments: list[str]) -> Figure:
    """Draw which sentiment was taken for which.

    Args:
        predictions: Reviews with their ``sentiment`` and the ``predicted`` one.
        sentiments: What a negative and a positive review are called.

    Returns:
        A square of counts, the darker the more.
    """
    counts = confusion_matrix(predictions["sentiment"], predictions["predicted"], labels=sentiments)
    figure = Figure(figsize=(4.2, 3.6), layout="constrained")  # not pyplot: it is not made for threads
    axes = figure.subplots()
    axes.imshow(counts, cmap="Blues")
    for (row, column), count in np.ndenumerate(counts):
        colour = "white" if count > counts.max() / 2 else "black"
        axes.text(column, row, str(count), ha="center", va="center", color=colour, fontsize=16)
    axes.set_xticks(range(len(sentiments)), sentiments)
    axes.set_yticks(range(len(sentiments)), sentiments)
    axes.set_xlabel("the model says")
    axes.set_ylabel("the stars say")
    return figure


def compare_models(naive_bayes: dict[str, float], logistic_regression: dict[str, float]) -> pd.DataFrame:
    """Put the scores of both models into one table, the better model first.

    Args:
        naive_bayes: Scores of this model.
        logistic_regression: Scores of this model.

    Returns:
        One row a model, one column a score.
    """
    rows = [{"model": "naive Bayes", **naive_bayes}, {"model": "logistic regression", **logistic_regression}]
    return pd.DataFrame(rows).sort_values("accuracy", ascending=False, ignore_index=True)


def plot_comparison(leaderboard: pd.DataFrame) -> go.Figure:
    """Draw the scores of the models side by side.

    Args:
        leaderboard: One row a model, one column a score.

    Returns:
        A group of bars for each score.
    """
    scores = [column for column in leaderboard.columns if column != "model"]
    bars = [
        go.Bar(name=row["model"], x=scores, y=[row[score] for score in scores])
        for row in leaderboard.to_dict("records")
    ]
    figure = go.Figure(bars)
    figure.update_layout(title="Which model reads better?", barmode="group", yaxis={"range": [0, 1]})
    return figure


def plot_genres(genre_summary: pd.DataFrame) -> go.Figure:
    """Draw the average stars of every genre over the decades.

    Args:
        genre_summary: One row for each genre and decade.

    Returns:
        A heat map with genres as rows.
    """
    grid = genre_summary.pivot(index="genre", columns="decade", values="mean_stars")
    heat = go.Heatmap(
        x=[f"{decade}s" for decade in grid.columns],
        y=grid.index.tolist(),
        z=[[None if pd.isna(stars) else stars for stars in row] for row in grid.to_numpy().tolist()],
        colorscale="YlGnBu",
        colorbar={"title": "stars"},
    )
    return go.Figure(heat, layout={"title": "Average stars by genre and decade"})


def list_mistakes(naive_bayes: pd.DataFrame, logistic_regression: pd.DataFrame) -> pd.DataFrame:
    """List the reviews that both models got wrong, the surest mistakes first.

    Args:
        naive_bayes: Predictions of this model.
        logistic_regression: Predictions of this model, for the same reviews.

    Returns:
        Review, stars, text, and the confidence of each model in its mistake.
    """
    both = naive_bayes.merge(
        logistic_regression[["review_id", "predicted", "confidence"]],
        on="review_id",
        suffixes=("_naive_bayes", "_logistic_regression"),
    )
    wrong = (both["predicted_naive_bayes"] != both["sentiment"]) & (
        both["predicted_logistic_regression"] != both["sentiment"]
    )
    confidences = ["confidence_naive_bayes", "confidence_logistic_regression"]
    columns = ["review_id", "title", "stars", "sentiment", *confidences, "text"]
    return both.loc[wrong, columns].sort_values(confidences, ascending=False, ignore_index=True)


def write_report(leaderboard: pd.DataFrame, mistakes: pd.DataFrame, data_fingerprint: dict[str, Any]) -> str:
    """Say in plain words what came out.

    Args:
        leaderboard: One row a model, the better one first.
        mistakes: Reviews that both models got wrong.
        data_fingerprint: Identifies the data that the models learned from.

    Returns:
        A short text to be read by people.
    """
    best, other = leaderboard.to_dict("records")
    lines = [
        "Sentiment of movie reviews",
        "==========================",
        "",
        f"Best model: {best['model']}, right for {best['accuracy']:.1%} of the reviews it had not seen",
        f"({other['model']}: {other['accuracy']:.1%}).",
        "",
        f"Both models were wrong about {len(mistakes)} reviews. The surest mistakes:",
        "",
        *[f"  {row['stars']} stars  {row['text'][:90]}" for row in mistakes.head(5).to_dict("records")],
        "",
        f"Data: {data_fingerprint['lines'] - 1} reviews, SHA-256 {data_fingerprint['sha256'][:16]}",
    ]
    return "\n".join(lines) + "\n"
