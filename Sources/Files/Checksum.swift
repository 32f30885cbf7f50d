// Contract of the unsafe code here: the span is lent to zlib for the call only.
import CZlib

/// CRC-32 (ISO 3309, as in gzip) of bytes; `seed` continues an earlier sum.
public func checksum(_ bytes: Span<UInt8>, seed: UInt32 = 0) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer { UInt32(unsafe crc32_z(UInt(seed), $0.baseAddress, $0.count)) }
}
