public import Vocabulary

/// Writes segments anew under other pseudonyms: the bytes are those that a delivery gives under the new names.
public enum SegmentRenaming {
    /// Writes a segment of the same name with the same rows into another folder, which must be there.
    ///
    /// - Parameters:
    ///   - path: The segment; one of an older version comes out in the present one.
    ///   - pseudonym: The new name of a subject; no two may get the same.
    ///   - digest: The new digest of a row.
    public static func write(
        _ path: String, to folder: String, pseudonym: (Pseudonym) -> Pseudonym,
        digest: @escaping (UInt64) -> UInt64
    ) throws(StoreError) -> SegmentInfo {
        let reader = try SegmentReader(path: path)
        let names = try reader.subjects.map(pseudonym)
        let order = names.indices.sorted { names[$0] < names[$1] }
        var codes = [UInt32](repeating: 0, count: names.count + 1)
        for (place, index) in order.enumerated() { codes[index + 1] = UInt32(place + 1) }
        let strings = try reader.strings
        let info = reader.info
        let rewriting = SegmentRewriting(
            feed: info.feed, day: info.day, batch: info.batch, part: info.part, subjects: order.map { names[$0] },
            strings: strings)
        let source = SegmentRewriting.Source(
            reader, boxes: try reader.boxes, subjects: codes, strings: (0...UInt32(strings.count)).map(\.self),
            digest: digest)
        return try rewriting.write([source], to: folder)
    }
}
