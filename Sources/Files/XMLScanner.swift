/// A walk over an XML part of a workbook: starts and ends of elements, and text.
///
/// Document types and entities of a document's own are refused, so that nothing is expanded and nothing is fetched;
/// prefixes of names are passed over.
struct XMLScanner {
    /// What stands next.
    enum Piece {
        case start(name: String, isEmpty: Bool)
        case end(name: String)
        case text(String)
    }
    private let bytes: [UInt8]
    private let file: String
    private var next = 0
    private var depth = 0
    /// Where the attributes of the element at hand stand.
    private var attributes: Range<Int> = 0..<0

    private static let deepest = 64

    /// A scanner of UTF-8 text; `file` is named in errors.
    init(_ bytes: [UInt8], file: String) throws(WorkbookError) {
        self.file = file
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) || bytes.prefix(4).contains(0) {
            throw .forbidden(file: file, what: "text in UTF-16")
        }
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { next = 3 }
    }

    /// The next piece; nil at the end.
    mutating func step() throws(WorkbookError) -> Piece? {
        while next < bytes.count {
            guard bytes[next] == UInt8(ascii: "<") else {
                let start = next
                while next < bytes.count, bytes[next] != UInt8(ascii: "<") { next += 1 }
                return .text(try text(start..<next))
            }
            if stands("<!--") {
                next = try end(of: "-->", from: next + 4)
            } else if stands("<![CDATA[") {
                let start = next + 9
                next = try end(of: "]]>", from: start)
                return .text(String(decoding: bytes[start..<(next - 3)], as: UTF8.self))
            } else if stands("<!") {
                throw .forbidden(file: file, what: "a document type")
            } else if stands("<?") {
                next = try end(of: "?>", from: next + 2)
            } else {
                return try tag()
            }
        }
        guard depth == 0 else { throw .damaged(file: file, what: "an element is open at the end") }
        return nil
    }

    /// An attribute of the element whose start was the last piece; nil where it has none of the name.
    func attribute(_ wanted: String) throws(WorkbookError) -> String? {
        var place = attributes.lowerBound
        while place < attributes.upperBound {
            while place < attributes.upperBound, bytes[place] <= 0x20 { place += 1 }
            let start = place
            while place < attributes.upperBound, bytes[place] != UInt8(ascii: "="), bytes[place] > 0x20 { place += 1 }
            let name = start..<place
            while place < attributes.upperBound, bytes[place] <= 0x20 || bytes[place] == UInt8(ascii: "=") {
                place += 1
            }
            guard place < attributes.upperBound else { break }
            let quote = bytes[place]
            guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
                throw .damaged(file: file, what: "an attribute")
            }
            let value = place + 1
            place = value
            while place < attributes.upperBound, bytes[place] != quote { place += 1 }
            guard place < attributes.upperBound else { throw .damaged(file: file, what: "an attribute") }
            if bare(name) == wanted { return try text(value..<place) }
            place += 1
        }
        return nil
    }

    private mutating func tag() throws(WorkbookError) -> Piece {
        let isEnd = next + 1 < bytes.count && bytes[next + 1] == UInt8(ascii: "/")
        let start = next + (isEnd ? 2 : 1)
        var place = start
        var quote: UInt8?
        while place < bytes.count, quote != nil || bytes[place] != UInt8(ascii: ">") {
            let byte = bytes[place]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
            place += 1
        }
        guard place < bytes.count else { throw .damaged(file: file, what: "a tag is cut") }
        next = place + 1
        var stop = place
        let isEmpty = !isEnd && stop > start && bytes[stop - 1] == UInt8(ascii: "/")
        if isEmpty { stop -= 1 }
        var nameEnd = start
        while nameEnd < stop, bytes[nameEnd] > 0x20 { nameEnd += 1 }
        let name = bare(start..<nameEnd)
        guard !name.isEmpty else { throw .damaged(file: file, what: "a tag without a name") }
        if isEnd {
            depth -= 1
            guard depth >= 0 else { throw .damaged(file: file, what: "an end without a start") }
            return .end(name: name)
        }
        attributes = nameEnd..<stop
        if !isEmpty { depth += 1 }
        guard depth <= Self.deepest else { throw .forbidden(file: file, what: "elements \(depth) deep") }
        return .start(name: name, isEmpty: isEmpty)
    }

    /// A name without its prefix.
    private func bare(_ range: Range<Int>) -> String {
        let name = bytes[range]
        let start = name.lastIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? range.lowerBound
        return String(decoding: bytes[start..<range.upperBound], as: UTF8.self)
    }

    /// Text with its references resolved: the five of XML, and numbers.
    private func text(_ range: Range<Int>) throws(WorkbookError) -> String {
        guard bytes[range].contains(UInt8(ascii: "&")) else { return String(decoding: bytes[range], as: UTF8.self) }
        var result: [UInt8] = []
        var place = range.lowerBound
        while place < range.upperBound {
            guard bytes[place] == UInt8(ascii: "&") else {
                result.append(bytes[place])
                place += 1
                continue
            }
            guard let end = bytes[place..<min(range.upperBound, place + 12)].firstIndex(of: UInt8(ascii: ";")) else {
                throw .damaged(file: file, what: "a reference is cut")
            }
            let name = String(decoding: bytes[(place + 1)..<end], as: UTF8.self)
            switch name {
            case "amp": result.append(UInt8(ascii: "&"))
            case "lt": result.append(UInt8(ascii: "<"))
            case "gt": result.append(UInt8(ascii: ">"))
            case "quot": result.append(UInt8(ascii: "\""))
            case "apos": result.append(UInt8(ascii: "'"))
            default:
                let number =
                    name.hasPrefix("#x")
                    ? UInt32(name.dropFirst(2), radix: 16)
                    : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
                guard let scalar = number.flatMap(Unicode.Scalar.init) else {
                    throw .forbidden(file: file, what: "an entity of its own")
                }
                result += Array(String(scalar).utf8)
            }
            place = end + 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    private func stands(_ word: String) -> Bool { bytes[next...].starts(with: word.utf8) }

    /// The place behind a word.
    private func end(of word: String, from start: Int) throws(WorkbookError) -> Int {
        let wanted = Array(word.utf8)
        var place = start
        while place + wanted.count <= bytes.count {
            if bytes[place..<(place + wanted.count)].elementsEqual(wanted) { return place + wanted.count }
            place += 1
        }
        throw .damaged(file: file, what: "\(word) is missing")
    }
}
