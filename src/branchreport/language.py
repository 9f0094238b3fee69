"""Which language branchreport speaks: English by its source, Chinese by its catalog."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("zh", "en")
DOMAIN: Final = "branchreport"
FOLDER: Final = Path(__file__).parent / "locale"
_CATALOGS: Final = {"zh": "zh_CN"}

_translate: Callable[[str], str] = str
_translate_plural: Callable[[str, str, int], str] | None = None
_spoken = "en"


def use(language: str) -> None:
    """Speak ``language`` (``zh`` or ``en``) from now on, in messages, help and tables alike.

    Typer's own words come through the same catalog: it asks the process-wide gettext domain.
    """
    global _translate, _translate_plural, _spoken  # a process speaks one language
    _spoken = language
    if language not in _CATALOGS:
        _translate, _translate_plural = str, None
        return
    import gettext

    catalog = gettext.translation(DOMAIN, FOLDER, [_CATALOGS[language]], fallback=True)
    _translate, _translate_plural = catalog.gettext, catalog.ngettext
    os.environ["LANGUAGE"] = _CATALOGS[language]
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)


def spoken() -> str:
    """The language in use: ``zh`` or ``en``."""
    return _spoken


def _(message: str) -> str:
    """``message`` in the language in use."""
    return _translate(message)


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for a message translated later
    """Mark ``message`` for the catalogs; it is translated where it is shown."""
    return message


def plural(one: str, many: str, number: int) -> str:
    """``one`` or ``many``, as ``number`` asks for in the language in use, with it filled in."""
    if _translate_plural:
        return _translate_plural(one, many, number).format(number=number)
    return (one if number == 1 else many).format(number=number)


def preferred(environ: Mapping[str, str] = os.environ) -> str:
    """The language that the user's surroundings ask for.

    ``BRANCHREPORT_LANG`` wins; then the POSIX order LC_ALL, LC_MESSAGES, LANG; on Windows, where
    these are rarely set, the language of the user interface.
    """
    for variable in ("BRANCHREPORT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(variable):
            return "zh" if value.lower().startswith("zh") else "en"
    return _of_windows() if sys.platform == "win32" else "en"


def _of_windows() -> str:
    """The language of the Windows user interface; Chinese is primary language 0x04 (MS-LCID)."""
    import ctypes

    identifier = int(ctypes.windll.kernel32.GetUserDefaultUILanguage())  # type: ignore[attr-defined,unused-ignore]  # only on Windows
    return "zh" if identifier & 0x3FF == 0x04 else "en"
