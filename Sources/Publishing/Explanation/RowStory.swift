/// A row of a delivery, looked up again in the archive.
public struct RowStory: Sendable {
    /// What the look-up came to.
    public enum State: String, CaseIterable, Sendable {
        case unchanged
        case digestDiffers = "digest_differs"
        /// The archive has no such file, cannot read it, or the file has no row on that line.
        case fileMissing = "file_missing"
        case fileUnreadable = "file_unreadable"
        case lineMissing = "line_missing"
        /// The row is there; no digest of it was kept.
        case notCompared = "not_compared"
    }
    /// A field as it may be shown: identifiers as pseudonyms, names and what nobody reads masked.
    public struct Cell: Hashable, Sendable {
        /// Name in the file, and what may be shown of the text.
        public var name: String, text: String

        /// A field.
        public init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }
    /// File in the archive, line, and digest as the run wrote them; an empty digest was not kept.
    public var file: String, line: Int, digest: String
    /// What the look-up came to.
    public var state: State
    /// The row's fields.
    public var cells: [Cell]
    /// The row as it stands, where that was asked for and permitted.
    public var raw: String?

    /// The appeals that dispute it, in words; nil where none does.
    public var dispute: String?

    /// A row.
    public init(file: String, line: Int, digest: String, state: State, cells: [Cell] = [], raw: String? = nil) {
        self.file = file
        self.line = line
        self.digest = digest
        self.state = state
        self.cells = cells
        self.raw = raw
    }

    /// What tells it from other rows.
    var key: String { "\(file) \(line)" }
}
