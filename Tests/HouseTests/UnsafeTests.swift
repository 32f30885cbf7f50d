import TestSupport
import Testing

/// The word `unsafe` stands behind a fence.
@Suite struct UnsafeTests {
    /// Files that may use it; each opens with the contract it upholds.
    static let permitted: Set<String> = [
        "Sources/Feeds/Parsing/JSONShape.swift",
        "Sources/Feeds/Parsing/MobileCodes.swift",
        "Sources/Feeds/Parsing/PingScanner.swift",
        "Sources/Feeds/Splitting/ByteWords.swift",
        "Sources/Feeds/Values/RowDigest.swift",
        "Sources/Files/AtomicFile.swift",
        "Sources/Files/ByteSource.swift",
        "Sources/Files/Checksum.swift",
        "Sources/Files/Descriptor.swift",
        "Sources/Files/FilePieces.swift",
        "Sources/Files/FileSystem.swift",
        "Sources/Files/MappedFile.swift",
        "Sources/Files/Ownership.swift",
        "Sources/Files/SheetWriter.swift",
        "Sources/Files/Signals.swift",
        "Sources/Files/StreamDecoder.swift",
        "Sources/Files/TerminalSize.swift",
        "Sources/Files/Transcoder.swift",
        "Sources/Files/ZipArchive.swift",
        "Sources/Matching/CellSieve.swift",
        "Sources/Matching/RowWindow.swift",
        "Sources/Store/BitLanes.swift",
        "Sources/Store/BlockSum.swift",
        "Sources/Store/ColumnFrame.swift",
        "Sources/Store/PackedColumn.swift",
        "Sources/Store/RowKernels.swift",
        "Sources/Store/SegmentBytes.swift",
        "Sources/Store/StringTable.swift",
    ]

    @Test func `the word unsafe stands only in the listed files`() throws {
        var found: Set<String> = []
        for file in try SourceFiles.swift(under: "Sources") {
            for line in try SourceFiles.lines(file) {
                let code = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
                // A word of content security policies.
                let words = code.replacing("'unsafe-inline'", with: "")
                if words.split(whereSeparator: { !$0.isLetter && $0 != "_" }).contains("unsafe") { found.insert(file) }
            }
        }
        #expect(found.subtracting(Self.permitted).sorted() == [])
        #expect(Self.permitted.subtracting(found).sorted() == [], "listed, but no longer needed")
    }

    @Test(arguments: permitted.sorted())
    func `a listed file opens with the contract it upholds`(file: String) throws {
        let first = try #require(SourceFiles.lines(file).first)
        #expect(first.hasPrefix("//"), "\(file) must open with a comment that says why it is safe")
    }
}
