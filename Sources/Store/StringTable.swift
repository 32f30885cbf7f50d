// Contract of the unsafe code here: LZ4 is given arrays with their own counts for the call only.
import CLZ4

/// The strings of a segment as bytes: a length varint and UTF-8 each, as one LZ4 block where that is shorter.
enum StringTable {
    /// The stored bytes, and how long they are unpacked.
    static func stored(_ strings: [String]) -> (bytes: [UInt8], raw: Int) {
        var bytes: [UInt8] = []
        for string in strings {
            var length = string.utf8.count
            while length > 127 {
                bytes.append(UInt8(length & 127 | 128))
                length >>= 7
            }
            bytes.append(UInt8(length))
            bytes += string.utf8
        }
        let raw = bytes.count
        // The lengths of LZ4's calls are C's int; shorter than this nothing is won.
        guard raw > 64, raw < 1 << 31 else { return (bytes, raw) }
        var packed = [CChar](repeating: 0, count: raw)
        let source = bytes.map { CChar(bitPattern: $0) }
        let made = unsafe LZ4_compress_default(source, &packed, Int32(raw), Int32(raw - 1))
        return made > 0 ? (packed[..<Int(made)].map { UInt8(bitPattern: $0) }, raw) : (bytes, raw)
    }

    /// Reads stored bytes; nil where they do not hold together.
    static func strings(_ stored: [UInt8], count: Int, raw: Int) -> [String]? {
        var table = stored
        if stored.count < raw {
            guard raw < 1 << 31 else { return nil }
            var opened = [CChar](repeating: 0, count: raw)
            let packed = table.map { CChar(bitPattern: $0) }
            guard unsafe LZ4_decompress_safe(packed, &opened, Int32(packed.count), Int32(raw)) == Int32(raw) else {
                return nil
            }
            table = opened.map { UInt8(bitPattern: $0) }
        }
        var strings: [String] = []
        var next = 0
        while next < table.count {
            var length = 0
            var shift = 0
            while next < table.count, table[next] & 128 != 0, shift < 28 {
                length |= Int(table[next] & 127) << shift
                shift += 7
                next += 1
            }
            guard next < table.count else { return nil }
            length |= Int(table[next]) << shift
            next += 1
            guard next + length <= table.count else { return nil }
            strings.append(String(decoding: table[next..<next + length], as: UTF8.self))
            next += length
        }
        return strings.count == count ? strings : nil
    }
}
