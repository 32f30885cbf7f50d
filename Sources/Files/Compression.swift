/// How a file is compressed.
public enum Compression: String, Sendable, CaseIterable {
    case plain, gzip, lz4, zstd

    /// The compression of a stream's first bytes, by their magic number.
    ///
    /// A skippable frame opens lz4 and zstd files alike; the file name decides between them.
    static func sniffed(first bytes: [UInt8], path: String) -> Compression {
        if bytes.starts(with: [0x1f, 0x8b]) { return .gzip }
        if bytes.starts(with: [0x04, 0x22, 0x4d, 0x18]) { return .lz4 }
        if bytes.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) { return .zstd }
        if bytes.count >= 4, bytes[0] & 0xf0 == 0x50, bytes[1...3].elementsEqual([0x2a, 0x4d, 0x18]) {
            return promised(by: path) == .lz4 ? .lz4 : .zstd
        }
        // A file that was cut inside its magic number is told by its name alone.
        let promise = promised(by: path)
        return promise.magic.starts(with: bytes) ? promise : .plain
    }

    /// What the file name's ending says.
    private static func promised(by path: String) -> Compression {
        if path.hasSuffix(".gz") || path.hasSuffix(".bgz") { return .gzip }
        if path.hasSuffix(".lz4") { return .lz4 }
        if path.hasSuffix(".zst") || path.hasSuffix(".zstd") { return .zstd }
        return .plain
    }

    private var magic: [UInt8] {
        switch self {
        case .plain: []
        case .gzip: [0x1f, 0x8b]
        case .lz4: [0x04, 0x22, 0x4d, 0x18]
        case .zstd: [0x28, 0xb5, 0x2f, 0xfd]
        }
    }
}
