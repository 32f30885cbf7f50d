import Crypto
import FoundationEssentials

/// SHA-256 of bytes that arrive in pieces.
public struct SHA256Digest: Sendable {
    private var hasher = SHA256()
    /// Bytes copied at a time from a span.
    private static let stride = 65_536

    /// A digest of nothing yet.
    public init() {}

    /// Adds bytes.
    public mutating func update(_ bytes: [UInt8]) { hasher.update(data: bytes) }

    /// Adds bytes.
    public mutating func update(_ bytes: ArraySlice<UInt8>) { hasher.update(data: bytes) }

    /// Adds the UTF-8 bytes of a text.
    public mutating func update(_ text: String) { hasher.update(data: Array(text.utf8)) }

    /// Adds the bytes of a span, such as a mapped file lends.
    public mutating func update(_ bytes: Span<UInt8>) {
        // The library takes no span; copying in pieces keeps this file free of pointers and costs little beside
        // SHA-256.
        var piece = [UInt8](repeating: 0, count: min(SHA256Digest.stride, bytes.count))
        var position = 0
        while position < bytes.count {
            let count = min(piece.count, bytes.count - position)
            for index in 0..<count { piece[index] = bytes[position + index] }
            hasher.update(data: piece[0..<count])
            position += count
        }
    }

    /// Lower-case hexadecimal of everything added so far; more may follow.
    public var hex: String { hexText(hasher.finalize()) }

    /// Lower-case hexadecimal SHA-256 of bytes.
    public static func hex(of bytes: [UInt8]) -> String { hexText(SHA256.hash(data: bytes)) }

    /// Lower-case hexadecimal SHA-256 of a text's UTF-8 bytes.
    public static func hex(of text: String) -> String { hex(of: Array(text.utf8)) }

    /// SHA-256 of bytes in base 64, as the policies of pages name scripts.
    public static func base64(of bytes: [UInt8]) -> String { Data(SHA256.hash(data: bytes)).base64EncodedString() }
}
