"""Responses: how a customer may answer an offer, and why."""

from enum import StrEnum


class Verdict(StrEnum):
    """The answer to an offer."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    COUNTERED = "countered"
    SILENT = "silent"


class Reason(StrEnum):
    """Why an offer was not taken, in a word that can be counted; the rest goes into the note."""

    NO_NEED = "no-need"
    PRICE = "price"
    TIMING = "timing"
    COMPETITOR = "competitor"
    AUTHORITY = "authority"
    TRUST = "trust"
    OTHER = "other"
