"""What we promised and how it ended; defects, and how each was met."""

from datetime import date

from valueloop.store.columns import Row, day, points_to, truth, words


class Promise(Row, table=True):
    """What was promised to an account: `said_by` names the one of ours who said it, `measure` how one sees it kept."""

    __tablename__ = "promise"

    account_id: int = points_to("account")
    deal_id: int | None = points_to("deal", None)
    text: str = words()
    said_by: str = words("")
    due: date | None = day(None)
    measure: str = words("")
    contact_id: int | None = points_to("contact", None)
    touch_id: int | None = points_to("touch", None)
    day: date = day()


class PromiseEnd(Row, table=True):
    """A promise was kept or broken; the latest one counts."""

    __tablename__ = "promise_end"

    promise_id: int = points_to("promise")
    kept: bool = truth()
    note: str = words("")
    touch_id: int | None = points_to("touch", None)
    day: date = day()


class Defect(Row, table=True):
    """A deviation from what the customer expected, promised or not; `urgent` where it stops their work."""

    __tablename__ = "defect"

    account_id: int = points_to("account")
    deal_id: int | None = points_to("deal", None)
    promise_id: int | None = points_to("promise", None)
    text: str = words()
    urgent: bool = truth(False)
    contact_id: int | None = points_to("contact", None)
    touch_id: int | None = points_to("touch", None)
    day: date = day()


class DefectStep(Row, table=True):
    """A step in meeting a defect: acknowledged, planned (until `due`), mended."""

    __tablename__ = "defect_step"

    defect_id: int = points_to("defect")
    stage: str = words()
    due: date | None = day(None)
    text: str = words("")
    touch_id: int | None = points_to("touch", None)
    day: date = day()
