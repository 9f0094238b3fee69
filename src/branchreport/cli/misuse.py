"""A command line, or a variable, that asks for what there is not."""


class Misuse(Exception):  # noqa: N818  # it is the user's, who is told so politely
    """What is asked for in vain; the second argument says what to do."""

    def __init__(self, message: str, help_text: str) -> None:
        super().__init__(message)
        self.message = message
        self.help = help_text
