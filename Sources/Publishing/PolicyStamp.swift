/// The rules a row was found by: every row of a run carries them.
public struct PolicyStamp: Sendable {
    /// The policy's name and the SHA-256 of its files.
    public var id: String, sha256: String

    /// A stamp.
    public init(id: String, sha256: String) {
        self.id = id
        self.sha256 = sha256
    }

    /// The columns, and the cells of each row.
    public static let columns = ["policy", "policy_sha256"]
    var cells: [String] { [id, sha256] }
}
