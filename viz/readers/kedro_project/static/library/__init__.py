"""What Python and its standard library do with values, written down."""
