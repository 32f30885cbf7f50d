/// Words as little-endian bytes.
func bytes(of words: ArraySlice<UInt64>) -> [UInt8] {
    Array(capacity: words.count * 8) { (output: inout OutputSpan<UInt8>) in
        for word in words {
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                output.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
    }
}
