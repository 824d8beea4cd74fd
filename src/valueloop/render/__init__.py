"""Documents drawn: on the terminal, as markdown, as JSON. It knows no sale."""
