"""Needs: which way the customer's money would move."""

from enum import StrEnum


class Direction(StrEnum):
    """For a business a need is money: earn more, or spend less. A personal one has no money."""

    EARN = "earn"
    SAVE = "save"
    PERSONAL = "personal"
