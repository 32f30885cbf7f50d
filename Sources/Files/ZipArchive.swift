// Contract of the unsafe code here: zlib's state lives from `inflateInit2_` to `inflateEnd` inside one function; input
// and output are lent to it within their counts while they are borrowed.
import CZlib

/// Why a workbook cannot be read.
public enum WorkbookError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It is no zip archive, or one that is cut or contradicts itself.
    case damaged(file: String, what: String)
    /// It holds more than is read.
    case tooLarge(file: String, what: String)
    /// It needs a password, or is of the format before 2007.
    case locked(file: String)
    /// A document type or an entity of its own, which no spreadsheet writes.
    case forbidden(file: String, what: String)

    /// One line: what, where, and the mend.
    public var description: String {
        switch self {
        case .damaged(let file, let what): "\(file): the workbook is damaged (\(what)): save it again as .xlsx or CSV"
        case .tooLarge(let file, let what):
            "\(file): the workbook is too large (\(what)): send only the sheet that was asked for, as CSV"
        case .locked(let file):
            "\(file): the workbook has a password or is an .xls of before 2007: save it as .xlsx without a password"
        case .forbidden(let file, let what):
            "\(file): the workbook holds \(what), which no spreadsheet writes: save it again as .xlsx or CSV"
        }
    }
}

/// The parts of a zip archive that is held in memory; read with bounds, for the archive may come from anybody.
struct ZipArchive {
    private struct Entry {
        var method: UInt16, flags: UInt16
        var packed: Int, size: Int, header: Int
        var checksum: UInt32
    }
    private let file: String
    private let bytes: [UInt8]
    private var entries: [String: Entry] = [:]

    /// Parts of an archive, and bytes of one part once it is unpacked, at most.
    private static let mostEntries = 4096
    static let mostBytes = 64 << 20

    /// Reads the list of parts; `file` is named in errors.
    init(_ bytes: [UInt8], file: String) throws(WorkbookError) {
        self.file = file
        self.bytes = bytes
        // APPNOTE.TXT 4.3.16: the end record is the last, with a comment of 65,535 bytes at most behind it.
        let lowest = max(0, bytes.count - 22 - 65_535)
        guard bytes.count >= 22,
            let end = stride(from: bytes.count - 22, through: lowest, by: -1).first(where: {
                word(at: $0) == 0x0605_4b50
            })
        else { throw .damaged(file: file, what: "its end is missing") }
        let count = Int(half(at: end + 10))
        guard count <= Self.mostEntries else { throw .tooLarge(file: file, what: "\(count) parts") }
        var next = Int(word(at: end + 16))
        for _ in 0..<count {
            guard next + 46 <= bytes.count, word(at: next) == 0x0201_4b50 else {
                throw .damaged(file: file, what: "the list of its parts")
            }
            let name = Int(half(at: next + 28))
            let length = 46 + name + Int(half(at: next + 30)) + Int(half(at: next + 32))
            guard next + length <= bytes.count else { throw .damaged(file: file, what: "the list of its parts") }
            let entry = Entry(
                method: half(at: next + 10), flags: half(at: next + 8), packed: Int(word(at: next + 20)),
                size: Int(word(at: next + 24)), header: Int(word(at: next + 42)), checksum: word(at: next + 16))
            let path = String(decoding: bytes[(next + 46)..<(next + 46 + name)], as: UTF8.self)
            // Two parts of one name are read differently by different programs.
            guard entries.updateValue(entry, forKey: path.lowercased()) == nil else {
                throw .damaged(file: file, what: "two parts of one name")
            }
            next += length
        }
    }

    /// A part's bytes; nil where there is none of the name (letter case apart).
    func part(_ name: String) throws(WorkbookError) -> [UInt8]? {
        guard let entry = entries[name.lowercased()] else { return nil }
        if entry.flags & 1 != 0 { throw .locked(file: file) }
        // The size that the list claims may be a lie; what comes out is counted too.
        guard entry.size <= Self.mostBytes else {
            throw .tooLarge(file: file, what: "a part of \(entry.size >> 20) MiB")
        }
        guard entry.header + 30 <= bytes.count, word(at: entry.header) == 0x0403_4b50 else {
            throw .damaged(file: file, what: "a part has no header")
        }
        let start = entry.header + 30 + Int(half(at: entry.header + 26)) + Int(half(at: entry.header + 28))
        guard start + entry.packed <= bytes.count else { throw .damaged(file: file, what: "a part is cut") }
        let packed = bytes[start..<(start + entry.packed)]
        let part: [UInt8]
        switch entry.method {
        case 0: part = Array(packed)
        case 8: part = try inflated(Array(packed), expecting: entry.size)
        default: throw .damaged(file: file, what: "a part is packed in an unknown way")
        }
        guard part.count == entry.size, Self.checksum(part) == entry.checksum else {
            throw .damaged(file: file, what: "a part is not what its list says")
        }
        return part
    }

    private func inflated(_ packed: [UInt8], expecting size: Int) throws(WorkbookError) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: size + 1)
        var input = packed
        var made = -1
        unsafe input.withUnsafeMutableBufferPointer { input in
            unsafe output.withUnsafeMutableBufferPointer { output in
                var stream = unsafe z_stream()
                guard unsafe inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
                else { return }
                unsafe stream.next_in = input.baseAddress
                unsafe stream.avail_in = UInt32(input.count)
                unsafe stream.next_out = output.baseAddress
                unsafe stream.avail_out = UInt32(output.count)
                let code = unsafe inflate(&stream, Z_FINISH)
                if code == Z_STREAM_END { made = unsafe output.count - Int(stream.avail_out) }
                unsafe inflateEnd(&stream)
            }
        }
        guard made == size else { throw .damaged(file: file, what: "a part does not unpack to its size") }
        output.removeLast()
        return output
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        unsafe bytes.withUnsafeBufferPointer { unsafe UInt32(crc32(0, $0.baseAddress, UInt32($0.count))) }
    }

    private func half(at place: Int) -> UInt16 { UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8 }
    private func word(at place: Int) -> UInt32 { UInt32(half(at: place)) | UInt32(half(at: place + 2)) << 16 }
}
