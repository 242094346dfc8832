"""The monthly job, with nothing but Python 3.11 installed: ``python scripts/monthly.py [anything gipxl build takes]``.

Makes .venv and installs what is needed, once, then runs ``gipxl build``; without arguments on the sample workbooks.
``--wheels FOLDER`` installs from a folder of wheels, for a machine that reaches no package index.
"""

import sys

# An older Python must be able to read this file, so that it can say that it is one.
if sys.version_info < (3, 11):
    sys.stderr.write("gipxl: this needs Python 3.11 or later, and this is Python " + sys.version.split()[0] + ".\n")
    sys.exit(2)

import environment
from installing import PROJECT

if __name__ == "__main__":
    wheels, arguments = environment.split_wheels(sys.argv[1:])
    folder = None if arguments else PROJECT  # paths that are given are the user's own
    # -P: a file of the user's that happens to be called pandas.py is none of Python's
    job = ["-P", "-m", "gipxl", "build"]
    sys.exit(environment.run(job, arguments, extra="", wheels=wheels, folder=folder))
