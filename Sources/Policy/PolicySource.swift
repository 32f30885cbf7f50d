/// A policy file as it was read: its name for errors, and its bytes.
public struct PolicySource: Hashable, Sendable {
    /// Name or path, printed with each complaint.
    public var file: String
    /// The bytes, which must be UTF-8.
    public var bytes: [UInt8]

    /// A file that was read.
    public init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
    }
}
