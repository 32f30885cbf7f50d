import Files
import Vault

/// `tracegrid.yaml` of a workspace, read.
struct SettingsFile {
    let path: String
    let settings: Settings
    /// SHA-256 of the file, part of what makes two runs the same.
    let digest: String

    /// Reads the settings of a folder.
    ///
    /// Throws ``Outcome/refused`` where there is no workspace or the settings are wrong, ``Outcome/notPermitted`` where
    /// they or what they are about is a link or somebody else's (``WorkspaceEntries``).
    init(of folder: String) throws {
        path = folder + "/tracegrid.yaml"
        guard FileSystem.exists(path) else {
            throw Failure(
                .refused, "\(folder): no workspace here: make one with `tracegrid init`, or name one with --workspace")
        }
        try WorkspaceEntries.check(folder)
        let bytes = try FileSystem.read(path)
        digest = SHA256Digest.hex(of: bytes)
        settings = try SettingsReader.settings(from: bytes, file: path)
    }
}
