"""One module a command; each has ``run(arguments, config) -> exit code``."""
