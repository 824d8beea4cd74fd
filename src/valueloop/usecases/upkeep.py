"""Keeping the store true: settings, undo and redo."""

from sqlmodel import select

from valueloop.domain.page.record import SettingView, Undone
from valueloop.domain.settings import SETTINGS, a_setting
from valueloop.store.journal import Occasion
from valueloop.store.load import settings
from valueloop.store.session import Store, Unit
from valueloop.store.setting import SettingRow


def list_settings(store: Store) -> list[SettingView]:
    """Every number that may be set."""

    def read(unit: Unit) -> list[SettingView]:
        own = settings(unit)
        return [SettingView(each.key, own.text(each.key), each.default, each.meaning) for each in SETTINGS.values()]

    return store.read(read)


def set_setting(store: Store, occasion: Occasion, key: str, value: str) -> SettingView:
    """Set a number; `default` puts the default back.

    Raises:
        Unknown: there is no such setting.
        Invalid: the value cannot be read.
    """

    def act(unit: Unit) -> SettingView:
        back = key in SETTINGS and value.strip() == "default"
        text = a_setting(key, SETTINGS[key].default if back else value)
        row = unit.session.exec(select(SettingRow).where(SettingRow.name == key)).first()
        if back:
            if row is not None:
                unit.session.delete(row)
        elif row is None:
            unit.add(SettingRow(name=key, value=text))
        else:
            row.value = text
        return SettingView(key, text, SETTINGS[key].default, SETTINGS[key].meaning)

    return store.write(occasion, act)


def undo(store: Store) -> Undone:
    """Take back the latest act.

    Raises:
        Refused: there is none.
    """
    act, more = store.undo()
    return Undone(act.what, act.at, more)


def redo(store: Store) -> Undone:
    """Do again the act that was taken back last.

    Raises:
        Refused: nothing was taken back, or something else was done since.
    """
    act, more = store.redo()
    return Undone(act.what, act.at, more)
