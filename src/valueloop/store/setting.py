"""The settings that the user changed."""

from valueloop.store.columns import Row, words


class SettingRow(Row, table=True):
    """One changed setting, as typed."""

    __tablename__ = "setting"

    name: str = words(unique=True)
    value: str = words()
