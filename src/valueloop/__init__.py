"""valueloop: guess a customer's needs, test the guess, price the value."""

__version__ = "0.1.0"
