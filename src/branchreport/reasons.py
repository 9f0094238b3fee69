"""Why the operating system refused something, in our own words: its own are in its language."""

import errno
from typing import Final

from branchreport.language import N_, _

_SAID: Final[dict[str, str]] = {
    "ENOENT": N_("there is no such file or folder"),
    "EACCES": N_("permission is missing"),
    "EPERM": N_("permission is missing"),
    "EISDIR": N_("it is a folder"),
    "ENOTDIR": N_("what is to be a folder in its path is none"),
    "EEXIST": N_("there is a file of that name already"),
    "ENOTEMPTY": N_("the folder is not empty"),
    "ENOSPC": N_("the disk is full"),
    "EDQUOT": N_("the disk is full"),
    "EFBIG": N_("the file is too large"),
    "EROFS": N_("the disk can only be read"),
    "ENAMETOOLONG": N_("the name is too long"),
    "EINVAL": N_("the name cannot be that of a file"),
    "ELOOP": N_("the link leads back to itself"),
    "EBUSY": N_("another program holds it"),
    "ETXTBSY": N_("another program holds it"),
    "ENOEXEC": N_("it is no program that can be run here"),
    "EIO": N_("the disk does not answer as it should"),
    "EMFILE": N_("too many files are open"),
    "ENFILE": N_("too many files are open"),
    "ENOMEM": N_("there is not enough memory"),
}
_KINDS: Final = (
    (FileNotFoundError, "ENOENT"),
    (PermissionError, "EACCES"),
    (IsADirectoryError, "EISDIR"),
    (NotADirectoryError, "ENOTDIR"),
    (FileExistsError, "EEXIST"),
)
"""Errors that are raised without their number."""


class IrregularError(OSError):
    """What is to be a file is a pipe or a device, from which nothing might ever come."""


class ProtectedError(PermissionError):
    """A file is protected against being written, and so against being replaced."""


def in_words(error: OSError) -> str:
    """Why ``error`` was raised; what the system says where we have no words for it."""
    match error:
        case IrregularError():
            return _("it is no ordinary file")
        case ProtectedError():
            return _("it is write-protected")
    kind = next((name for kind, name in _KINDS if isinstance(error, kind)), "")
    said = _SAID.get(errno.errorcode.get(error.errno or 0, kind))
    return _(said) if said else error.strerror or str(error)
