"""``python -m gipxl`` is the same as ``gipxl``."""

import sys

from gipxl.cli import main

if __name__ == "__main__":
    sys.exit(main())
