"""The tests, with nothing but Python 3.11 installed: ``python scripts/test.py [anything pytest takes]``.

Makes .venv and installs what is needed, once, then runs pytest; without arguments all tests, several at a time.
``--wheels FOLDER`` installs from a folder of wheels, for a machine that reaches no package index.
"""

import sys

# An older Python must be able to read this file, so that it can say that it is one.
if sys.version_info < (3, 11):
    sys.stderr.write("gipxl: this needs Python 3.11 or later, and this is Python " + sys.version.split()[0] + ".\n")
    sys.exit(2)

import environment
from installing import PROJECT

SEVERAL_AT_A_TIME = ("--numprocesses=auto", "--maxprocesses=4")

if __name__ == "__main__":
    wheels, arguments = environment.split_wheels(sys.argv[1:])
    job = ["-m", "pytest"]
    sys.exit(environment.run(job, arguments or SEVERAL_AT_A_TIME, extra="test", wheels=wheels, folder=PROJECT))
