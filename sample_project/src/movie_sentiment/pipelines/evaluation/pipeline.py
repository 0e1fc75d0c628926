"""How the evaluation nodes are wired: the same two nodes for each model, then everything side by side."""

from kedro.pipeline import Node, Pipeline

from .nodes import (
    compare_models,
    list_mistakes,
    plot_comparison,
    plot_confusion,
    plot_genres,
    score_predictions,
    write_report,
)


def create_pipeline(**kwargs) -> Pipeline:
    """Score each model, compare them and write the report."""
    return Pipeline(
        [_one_model("naive_bayes"), _one_model("logistic_regression"), _summary()],
        namespace="evaluation",
        inputs={
            "predictions_naive_bayes",
            "predictions_logistic_regression",
            "genre_summary",
            "data_fingerprint",
        },
        outputs={
            "confusion_matrix_naive_bayes",
            "confusion_matrix_logistic_regression",
            "leaderboard",
            "model_comparison",
            "ratings_by_genre",
            "mistakes",
            "report",
        },
        parameters={"params:sentiments"},
        tags="evaluation",
    )


def _one_model(model: str) -> Pipeline:
    return Pipeline(
        [
            Node(
                func=score_predictions,
                inputs=["predictions", "params:sentiments"],
                outputs="metrics",
                name="score_predictions",
            ),
            Node(
                func=plot_confusion,
                inputs=["predictions", "params:sentiments"],
                outputs="confusion_matrix",
                name="plot_confusion",
                tags="figures",
            ),
        ],
        namespace=model,
        inputs={"predictions": f"predictions_{model}"},
        outputs={"metrics": f"metrics_{model}", "confusion_matrix": f"confusion_matrix_{model}"},
        parameters={"params:sentiments"},
    )


def _summary() -> Pipeline:
    return Pipeline(
        [
            Node(
                func=compare_models,
                inputs={
                    "naive_bayes": "metrics_naive_bayes",
                    "logistic_regression": "metrics_logistic_regression",
                },
                outputs="leaderboard",
                name="compare_models",
            ),
            Node(
                func=plot_comparison,
                inputs="leaderboard",
                outputs="model_comparison",
                name="plot_comparison",
                tags="figures",
            ),
            # A node needs no name: Kedro then calls it after its function.
            Node(func=plot_genres, inputs="genre_summary", outputs="ratings_by_genre", tags="figures"),
            Node(
                func=list_mistakes,
                inputs={
                    "naive_bayes": "predictions_naive_bayes",
                    "logistic_regression": "predictions_logistic_regression",
                },
                outputs="mistakes",
                name="list_mistakes",
            ),
            Node(
                func=write_report,
                inputs=["leaderboard", "mistakes", "data_fingerprint"],
                outputs="report",
                name="write_report",
            ),
        ]
    )
