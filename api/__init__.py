"""The ways out: the command line and the service; the only impure room."""
