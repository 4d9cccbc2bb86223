"""`python -m statecraft` is the command `statecraft`."""

import sys

from ._command import main

sys.exit(main())
