"""The commands, one file each: ``add`` says what a command takes, ``run`` does it and returns the exit status."""
