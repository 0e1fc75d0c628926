"""What Kedro itself does when a project builds its pipelines, version by version, written down."""
