// Contract of the unsafe code here: codec states are allocated in `init`, freed in `deinit` and never leave their
// class; the buffers lent to `decode` are read and written within their counts and not kept.
import CLZ4
import CZlib
import CZstd

/// One step of a decompressor.
struct DecodedStep {
    /// Bytes taken from the input and put into the output.
    var used: Int, made: Int
}

/// Why a decompressor gave up.
struct DecodeFault: Error {
    var reason: String
}

/// A decompressor fed piece by piece.
protocol StreamDecoder: AnyObject {
    /// Whether the input may end here: no frame is open.
    var isWhole: Bool { get }

    /// Decodes what fits.
    func decode(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(DecodeFault) -> DecodedStep
}

/// Gzip: any number of members, one after the other (also bgzf).
@safe
final class GzipDecoder: StreamDecoder {
    private let stream: UnsafeMutablePointer<z_stream>
    private var members = 0
    private(set) var isWhole = false

    init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let code = unsafe inflateInit2_(stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(code == Z_OK, "zlib cannot start")
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    func decode(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(DecodeFault) -> DecodedStep {
        if unsafe input.isEmpty && isWhole { return DecodedStep(used: 0, made: 0) }
        if isWhole {
            // Zero padding is refused too: it may be the zeroed tail of a damaged multi-member file.
            guard unsafe input[0] == 0x1f else {
                throw DecodeFault(reason: "bytes that are no gzip follow member \(members)")
            }
            unsafe inflateReset(stream)
            isWhole = false
        }
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        unsafe stream.pointee.avail_in = UInt32(clamping: input.count)
        unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_out = UInt32(clamping: output.count)
        let code = unsafe inflate(stream, Z_NO_FLUSH)
        switch code {
        case Z_STREAM_END:
            members += 1
            isWhole = true
        case Z_OK, Z_BUF_ERROR: break
        default:
            let text = unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "code \(code)"
            throw DecodeFault(reason: members > 0 ? "\(text), after member \(members)" : text)
        }
        return unsafe DecodedStep(
            used: input.count - Int(stream.pointee.avail_in), made: output.count - Int(stream.pointee.avail_out))
    }
}

/// LZ4 frames, any number of them.
@safe
final class LZ4Decoder: StreamDecoder {
    private let context: OpaquePointer
    private(set) var isWhole = false

    init() {
        var made: OpaquePointer?
        let code = unsafe LZ4F_createDecompressionContext(&made, UInt32(LZ4F_VERSION))
        guard LZ4F_isError(code) == 0, let made = unsafe made else { preconditionFailure("lz4 cannot start") }
        unsafe context = made
    }

    deinit { unsafe _ = LZ4F_freeDecompressionContext(context) }

    func decode(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(DecodeFault) -> DecodedStep {
        var used = input.count
        var made = output.count
        if used == 0 && isWhole { return DecodedStep(used: 0, made: 0) }
        let code = unsafe LZ4F_decompress(context, output.baseAddress, &made, input.baseAddress, &used, nil)
        guard LZ4F_isError(code) == 0 else {
            throw DecodeFault(reason: unsafe String(cString: LZ4F_getErrorName(code)))
        }
        if used > 0 || made > 0 { isWhole = code == 0 }
        return DecodedStep(used: used, made: made)
    }
}

/// Zstandard frames, any number of them, skippable ones included.
@safe
final class ZstdDecoder: StreamDecoder {
    private let context: OpaquePointer
    private(set) var isWhole = false

    init() {
        guard let made = unsafe ZSTD_createDStream() else { preconditionFailure("zstd cannot start") }
        unsafe context = made
    }

    deinit { unsafe _ = ZSTD_freeDStream(context) }

    func decode(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(DecodeFault) -> DecodedStep {
        if unsafe input.isEmpty && isWhole { return DecodedStep(used: 0, made: 0) }
        var from = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var to = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let code = unsafe ZSTD_decompressStream(context, &to, &from)
        guard ZSTD_isError(code) == 0 else {
            throw DecodeFault(reason: unsafe String(cString: ZSTD_getErrorName(code)))
        }
        if unsafe from.pos > 0 || to.pos > 0 { isWhole = code == 0 }
        return unsafe DecodedStep(used: from.pos, made: to.pos)
    }
}
