def clean(raw):
    """Tidy up."""
    return raw


def train(table, rate):
    return table


def compare(*models):
    return models


def load():
    return 1
