import pandas as pd
import plotly.graph_objs as go
from matplotlib.figure import Figure


def _means_by_type(shuttles: pd.DataFrame) -> pd.DataFrame:
    return shuttles.groupby("shuttle_type", as_index=False).mean(numeric_only=True)


# The catalog turns this table into a figure
def compare_passenger_capacity_exp(preprocessed_shuttles: pd.DataFrame) -> pd.DataFrame:
    return _means_by_type(preprocessed_shuttles)


# This one draws for itself
def compare_passenger_capacity_go(preprocessed_shuttles: pd.DataFrame) -> go.Figure:
    means = _means_by_type(preprocessed_shuttles)
    return go.Figure([go.Bar(x=means["shuttle_type"].tolist(), y=means["passenger_capacity"].tolist())])


def create_confusion_matrix(companies: pd.DataFrame) -> Figure:
    actual = [1, 0, 0, 1, 1, 0, 1, 0]
    guessed = [1, 0, 1, 1, 0, 0, 1, 1]
    counts = pd.crosstab(pd.Series(actual, name="actual"), pd.Series(guessed, name="guessed"))
    figure = Figure(figsize=(3, 2.4))
    axes = figure.subplots()
    axes.imshow(counts, cmap="Blues")
    axes.set_title("Confusion matrix")
    return figure
