import Files
import TestSupport

/// A file of the public data, decompressed.
enum SharedFile {
    /// Its text; nil, with a notice, where it is not here.
    static func text(_ name: String) throws -> String? {
        guard let path = PackageRoot.shared("data/" + name) else { return nil }
        return String(decoding: try bytes(path), as: UTF8.self)
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        let source = try TextSource(path: path)
        var bytes: [UInt8] = []
        while try source.read(into: &bytes, atMost: 1 << 20) > 0 {}
        return bytes
    }
}
