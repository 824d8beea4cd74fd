"""The command line: parses, calls, shows. Alone it knows clock, terminal, environment and exit codes."""
