import CLZ4
import CZlib
import CZstd

@testable import Files

/// Compresses with the C libraries, so that the tests need no tools.
func compressed(_ bytes: [UInt8], _ compression: Compression) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: bytes.count * 2 + 1024)
    var made = 0
    switch compression {
    case .plain: return bytes
    case .gzip: made = gzip(bytes, &output)
    case .lz4: unsafe made = LZ4F_compressFrame(&output, output.count, bytes, bytes.count, nil)
    case .zstd: unsafe made = ZSTD_compress(&output, output.count, bytes, bytes.count, 3)
    }
    return Array(output[..<made])
}

private func gzip(_ bytes: [UInt8], _ output: inout [UInt8]) -> Int {
    var stream = unsafe z_stream()
    unsafe deflateInit2_(
        &stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    var input = bytes
    let made = unsafe input.withUnsafeMutableBufferPointer { from in
        unsafe output.withUnsafeMutableBufferPointer { to in
            unsafe stream.next_in = from.baseAddress
            unsafe stream.avail_in = UInt32(from.count)
            unsafe stream.next_out = to.baseAddress
            unsafe stream.avail_out = UInt32(to.count)
            unsafe deflate(&stream, Z_FINISH)
            return unsafe Int(stream.total_out)
        }
    }
    unsafe deflateEnd(&stream)
    return made
}

extension Compression {
    var ending: String {
        switch self {
        case .plain: ""
        case .gzip: ".gz"
        case .lz4: ".lz4"
        case .zstd: ".zst"
        }
    }
}
