"""gipxl's version, which every room may know."""

VERSION = "0.1.0"
