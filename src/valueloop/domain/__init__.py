"""The method: frozen values and pure functions, in the standard library alone."""
