import Vocabulary

/// A number with a fixed count of decimals (0-6), scaled and then rounded half to even; never in exponent form.
///
/// Values beyond what 64 bits hold are cut to the nearest that they do; not-a-number gives an empty text.
func decimalText(_ value: Double, places: Int) -> String {
    var bytes: [UInt8] = []
    bytes.put(decimal: value, places: places)
    return String(decoding: bytes, as: UTF8.self)
}

extension [UInt8] {
    /// Appends ``decimalText(_:places:)``.
    mutating func put(decimal value: Double, places: Int) {
        if value.isNaN { return }
        var scale: UInt64 = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = (value * Double(scale)).rounded(.toNearestOrEven)
        let whole = scaled >= 9.2e18 ? Int64.max : scaled <= -9.2e18 ? Int64.min + 1 : Int64(scaled)
        if whole < 0 { append(UInt8(ascii: "-")) }
        putDigits(whole.magnitude / scale, width: 1)
        if places == 0 { return }
        append(UInt8(ascii: "."))
        putDigits(whole.magnitude % scale, width: places)
    }
}
