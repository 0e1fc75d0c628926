"""One pipeline for any model, used twice: each copy lives in a namespace and has its own parameters there."""

from kedro.pipeline import node, pipeline

from .nodes import (
    learn_vocabulary,
    list_telling_words,
    predict_sentiment,
    search_settings,
    split_reviews,
    train_model,
)

MODELS = ["naive_bayes", "logistic_regression"]
RESULTS = ["predictions", "telling_words"]  # what each model hands over to other pipelines and to people


def create_pipeline(**kwargs):
    """Split the reviews, then train and use both models on the same split."""
    split = node(
        split_reviews,
        inputs=["prepared_reviews", "params:split"],
        outputs=["train_reviews", "test_reviews"],
        name="split_reviews",
    )
    return pipeline(
        [split] + [_one_model(model) for model in MODELS],
        namespace="data_science",
        inputs="prepared_reviews",
        outputs={f"{kind}_{model}" for kind in RESULTS for model in MODELS},
        tags="data_science",
    )


def _one_model(model: str):
    """Copy the pipeline for one model.

    What is named below is shared by the copies. Everything else gets the namespace as a prefix:
    ``params:search`` becomes ``params:data_science.naive_bayes.search``, and so on.
    """
    return pipeline(
        _any_model(),
        namespace=model,
        inputs={"train_reviews", "test_reviews"},
        outputs={kind: f"{kind}_{model}" for kind in RESULTS},
        parameters={"params:features", "params:words_each"},
    )


def _any_model():
    return pipeline(
        [
            node(
                learn_vocabulary,
                inputs=["train_reviews", "params:features"],
                outputs="vectoriser",
                name="learn_vocabulary",
                tags="training",
            ),
            node(
                search_settings,
                inputs=["train_reviews", "vectoriser", "params:search"],
                outputs="best_settings",
                name="search_settings",
                tags=["training", "slow"],
            ),
            node(
                train_model,
                inputs=["train_reviews", "vectoriser", "best_settings"],
                outputs="classifier",
                name="train_model",
                tags="training",
            ),
            node(
                predict_sentiment,
                inputs=["classifier", "vectoriser", "test_reviews"],
                outputs="predictions",
                name="predict_sentiment",
            ),
            node(
                list_telling_words,
                inputs=["classifier", "vectoriser", "params:words_each"],
                outputs="telling_words",
                name="list_telling_words",
            ),
        ]
    )
