"""`python -m viz` is the command `pipeviz`."""

import sys

from viz.cli import main

sys.exit(main())
