"""Sending e-mails: who may have them, what goes with them, the mail server, and the record of what was sent.

This is the only room that opens the network, and only ``gipxl email --send`` enters it. Where to start:

* ``month.ready`` and ``month.send``: the drafts of a month made ready, and sent;
* ``letter``: one message with its bare addresses and its size; ``guard``: the marking guard;
* ``transport``: the mail server; ``refusals``: what it can say no with;
* ``delivery``: trying again; ``ledger``: what was sent, in ``sent.json``;
* ``preview``: what would be done, for a dry run.
"""
