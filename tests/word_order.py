"""Which children the elements of a Word file may have, and in which order: ECMA-376-1:2016."""

ORDER = {
    # the whole of each sequence, ECMA-376-1:2016, annex A.1
    "pPr": """
        pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers
        pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct
        autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing
        mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl
        divId cnfStyle rPr sectPr pPrChange
    """,
    "rPr": """
        rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint
        noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u
        effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath
        rPrChange
    """,
    "tblPr": """
        tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc
        tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption
        tblDescription tblPrChange
    """,
    "tcPr": """
        cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText
        vAlign hideMark headers cellIns cellDel cellMerge tcPrChange
    """,
    "trPr": """
        cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader
        tblCellSpacing jc hidden ins del trPrChange
    """,
    "sectPr": """
        headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders
        lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter
        docGrid printerSettings sectPrChange
    """,
    "settings": """
        writeProtection view zoom removePersonalInformation removeDateAndTime
        doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText
        printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts
        saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges
        bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors
        hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate
        linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView
        trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection
        autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation
        consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength
        clickAndTypeStyle defaultTableStyle evenAndOddHeaders bookFoldRevPrinting
        bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing
        drawingGridVerticalSpacing displayHorizontalDrawingGridEvery
        displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin
        drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData
        noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars
        noLineBreaksAfter noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema
        saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml
        saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags alwaysMergeEmptyNamespace
        updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr
        attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats
        doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType
        schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator
    """,
    "compat": """
        useSingleBorderforContiguousCells wpJustification noTabHangInd noLeading spaceForUL
        noColumnBalance balanceSingleByteDoubleByteWidth noExtraLineSpacing
        doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn spacingInWholePoints
        lineWrapLikeWord6 printBodyTextBeforeHeader printColBlack wpSpaceWidth
        showBreaksInFrames subFontBySize suppressBottomSpacing suppressTopSpacing
        suppressSpacingAtTopOfPage suppressTopSpacingWP suppressSpBfAfterPgBrk
        swapBordersFacingPages convMailMergeEsc truncateFontHeightsLikeWP6 mwSmallCaps
        usePrinterMetrics doNotSuppressParagraphBorders wrapTrailSpaces footnoteLayoutLikeWW8
        shapeLayoutLikeWW8 alignTablesRowByRow forgetLastTabAlignment adjustLineHeightInTable
        autoSpaceLikeWord95 noSpaceRaiseLower doNotUseHTMLParagraphAutoSpacing
        layoutRawTableWidth layoutTableRowsApart useWord97LineBreakRules doNotBreakWrappedTables
        doNotSnapToGridInCell selectFldWithFirstOrLastChar applyBreakingRules
        doNotWrapTextWithPunct doNotUseEastAsianBreakRules useWord2002TableStyleRules
        growAutofit useFELayout useNormalStyleForList doNotUseIndentAsNumberingTabStop
        useAltKinsokuLineBreakRules allowSpaceOfSameStyleInTable doNotSuppressIndentation
        doNotAutofitConstrainedTables autofitToFirstFixedWidthCell underlineTabInNumList
        displayHangulFixedWidth splitPgBreakAndParaMark doNotVertAlignCellWithSp
        doNotBreakConstrainedForcedTable doNotVertAlignInTxbx useAnsiKerningPairs
        cachedColBalance compatSetting
    """,
    "style": """
        name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed
        qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr
        tblStylePr
    """,
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "num": "abstractNumId lvlOverride",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "pBdr": "top left bottom right between bar",
    "font": """
        altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic
        embedBoldItalic
    """,
    # A.5.1, DrawingML charts
    "chartSpace": """
        date1904 lang roundedCorners style clrMapOvr pivotSource protection chart spPr txPr
        externalData printSettings userShapes extLst
    """,
    "chart": """
        title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend
        plotVisOnly dispBlanksAs extLst
    """,
    "plotArea": "layout barChart catAx valAx dTable spPr extLst",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId extLst",
    "ser": """
        idx order tx spPr invertIfNegative pictureOptions dPt dLbls trendline errBars cat val
        shape extLst
    """,
    "catAx": """
        axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark
        minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt auto lblAlgn lblOffset
        tickLblSkip tickMarkSkip noMultiLvlLbl extLst
    """,
    "valAx": """
        axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark
        minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt crossBetween majorUnit
        minorUnit dispUnits extLst
    """,
    "legend": "legendPos legendEntry layout overlay spPr txPr extLst",
    "externalData": "autoUpdate",
}
"""What may stand in an element, in the order in which it must."""

RANKS = {
    parent: {name: rank for rank, name in enumerate(names.split())}
    for parent, names in ORDER.items()
}
