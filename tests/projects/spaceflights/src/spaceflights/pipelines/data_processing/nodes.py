import pandas as pd


def _true_where_t(column: pd.Series) -> pd.Series:
    return column.eq("t")


def _number_of(column: pd.Series, *signs: str) -> pd.Series:
    for sign in signs:
        column = column.str.replace(sign, "", regex=False)
    return column.astype(float)


def preprocess_companies(companies: pd.DataFrame) -> pd.DataFrame:
    """Give ratings and approvals of the companies a type that can be computed with.

    Args:
        companies: As delivered, with ratings like ``95%`` and approvals like ``t``.

    Returns:
        Ratings from 0 to 1 and approvals as true or false.
    """
    return companies.assign(
        company_rating=_number_of(companies["company_rating"], "%") / 100,
        iata_approved=_true_where_t(companies["iata_approved"]),
    )


def preprocess_shuttles(shuttles: pd.DataFrame) -> pd.DataFrame:
    """Give prices and inspections of the shuttles a type that can be computed with.

    Args:
        shuttles: As delivered, with prices like ``$1,325.0`` and inspections like ``f``.

    Returns:
        Prices as numbers and inspections as true or false.
    """
    return shuttles.assign(
        d_check_complete=_true_where_t(shuttles["d_check_complete"]),
        moon_clearance_complete=_true_where_t(shuttles["moon_clearance_complete"]),
        price=_number_of(shuttles["price"], "$", ","),
    )


def create_model_input_table(
    shuttles: pd.DataFrame, companies: pd.DataFrame, reviews: pd.DataFrame
) -> pd.DataFrame:
    """Join the three tables, one row a reviewed shuttle.

    Args:
        shuttles: Shuttles with their prices.
        companies: Companies that own them.
        reviews: What passengers thought.

    Returns:
        Complete rows only.
    """
    reviewed = reviews.merge(shuttles, left_on="shuttle_id", right_on="id").drop(columns="id")
    owned = reviewed.merge(companies, left_on="company_id", right_on="id")
    return owned.dropna()
