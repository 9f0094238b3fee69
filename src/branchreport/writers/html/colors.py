"""Colours that can be read: contrast, and what a colour of paper becomes on a dark screen."""

import colorsys
from typing import Final

SHEET: Final = "1E1F22"
"""The sheet on a dark screen."""

TEXT: Final = 4.5
"""The least contrast of text (WCAG 2.2, 1.4.3)."""

LARGE: Final = 18
"""The least points of large text; 14 where it is bold (WCAG 2.2, “large scale”)."""

LARGE_TEXT: Final = 3.0
"""The least contrast of large text (WCAG 2.2, 1.4.3)."""

GRAPHICS: Final = 3.0
"""The least contrast of what is drawn (WCAG 2.2, 1.4.11)."""

_LIGHTEST: Final = 0.88
"""The lightness of black text on a dark screen, where white would dazzle."""


def contrast(one: str, other: str) -> float:
    """The contrast between two colours, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def on_dark(color: str, least: float) -> str:
    """``color`` of the same hue, light enough to be seen on the dark sheet."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(color))
    if least == TEXT and lightness < 0.5:
        lightness = min(1 - lightness, _LIGHTEST)
    while contrast(found := _color(hue, lightness, saturation), SHEET) < least:
        lightness = min(lightness + 0.02, 1)
    return found


def ink_on(color: str) -> str:
    """Black or white, whichever is read better on ``color``."""
    return max("000000", "FFFFFF", key=lambda ink: contrast(ink, color))


def _channels(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _color(hue: float, lightness: float, saturation: float) -> str:
    channels = colorsys.hls_to_rgb(hue, lightness, saturation)
    return "".join(f"{round(channel * 255):02X}" for channel in channels)


def _luminance(color: str) -> float:
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in _channels(color)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
