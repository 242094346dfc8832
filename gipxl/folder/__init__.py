"""A shared folder looked after: every plan in it checked, pass after pass, whatever sync clients leave there."""
