import Files

extension CertificateFile {
    /// Writes leaves as eight bytes each, most significant first.
    static func write(leaves: [UInt64], to path: String) throws {
        let file = try AtomicFile(path: path)
        var piece: [UInt8] = []
        for leaf in leaves {
            for shift in stride(from: 56, through: 0, by: -8) {
                piece.append(UInt8(truncatingIfNeeded: leaf >> UInt64(shift)))
            }
            if piece.count >= 1 << 20 {
                try file.write(piece)
                piece = []
            }
        }
        try file.write(piece)
        try file.commit()
    }

    /// Reads leaves back; nil where the file is not there, or not of whole leaves in ascending order.
    static func leaves(of path: String) -> [UInt64]? {
        guard let bytes = try? FileSystem.read(path), bytes.count.isMultiple(of: 8) else { return nil }
        let leaves = stride(from: 0, to: bytes.count, by: 8).map { place in
            bytes[place..<place + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        return zip(leaves, leaves.dropFirst()).allSatisfy(<=) ? leaves : nil
    }
}
