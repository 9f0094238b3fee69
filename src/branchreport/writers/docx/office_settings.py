"""What is kept of an office's settings, and of what stands around its text."""

from typing import Any, Final

from branchreport.word_files import RELATED, WORD

_DROPPED: Final = frozenset(
    {
        "writeProtection", "documentProtection", "attachedTemplate", "linkStyles", "mailMerge",
        "revisionView", "trackRevisions", "documentType", "saveThroughXslt", "showXMLTags",
        "footnotePr", "endnotePr", "docVars", "rsids", "attachedSchema", "schemaLibrary",
        "smartTagType", "captions", "readModeInkLockDown", "activeWritingStyle", "proofState",
        "embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts",
    }
)  # fmt: skip
"""Settings of the text that is left out, of its writers, or of their machine."""

_BEFORE_ALTERNATING: Final = frozenset(
    {
        "view", "zoom", "removePersonalInformation", "removeDateAndTime",
        "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText",
        "printFractionalCharacterWidth", "printFormsData", "saveFormsData", "mirrorMargins",
        "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter",
        "gutterAtTop", "hideSpellingErrors", "hideGrammaticalErrors", "formsDesign",
        "stylePaneFormatFilter", "stylePaneSortMethod", "doNotTrackMoves", "doNotTrackFormatting",
        "autoFormatOverride", "styleLockTheme", "styleLockQFSet", "defaultTabStop",
        "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps",
        "showEnvelope", "summaryLength", "clickAndTypeStyle", "defaultTableStyle",
    }
)  # fmt: skip
"""Settings that stand before ``evenAndOddHeaders`` (ECMA-376-1, 17.15.1.78, CT_Settings)."""

_CHANGES: Final = ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange",
                   "tcPrChange", "tblGridChange", "numberingChange", "del", "moveFrom",
                   "dataBinding")  # fmt: skip
"""What tells of earlier versions and their writers, or of data that is left out."""


def merge(theirs: Any, ours: Any, *, alternating: bool) -> None:
    """Make ``theirs`` fit for our words; ``alternating`` if even pages are for us to decide."""
    for each in list(theirs):
        name = each.tag.removeprefix(WORD) if isinstance(each.tag, str) else ""
        outside = any(key.startswith(RELATED) for key in each.attrib)
        if name in _DROPPED or outside or "docId" in name:
            theirs.remove(each)
    if alternating and ours.find(f"{WORD}evenAndOddHeaders") is not None:
        _alternate(theirs)


def _alternate(settings: Any) -> None:
    """Let even pages have footers of their own."""
    for each in settings.findall(f"{WORD}evenAndOddHeaders"):
        settings.remove(each)
    index = sum(
        isinstance(each.tag, str) and each.tag.removeprefix(WORD) in _BEFORE_ALTERNATING
        for each in settings
    )
    settings.insert(index, settings.makeelement(f"{WORD}evenAndOddHeaders", {}))


def cleaned(root: Any) -> Any:
    """A header or footer without tracked changes and links to data, as if all were accepted."""
    for each in list(root.iter(*(f"{WORD}{name}" for name in _CHANGES))):
        if (parent := each.getparent()) is not None:
            parent.remove(each)
    for each in list(root.iter(f"{WORD}ins", f"{WORD}moveTo")):
        parent = each.getparent()
        if parent is None:
            continue
        at = parent.index(each)
        parent[at : at + 1] = list(each)
    return root
