/// A number with a fixed count of decimals (0-6), scaled and then rounded half to even; never in exponent form.
///
/// Values beyond what 64 bits hold are cut to the nearest that they do; not-a-number gives an empty text.
func decimalText(_ value: Double, places: Int) -> String {
    if value.isNaN { return "" }
    var scale: Int64 = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = (value * Double(scale)).rounded(.toNearestOrEven)
    let whole = scaled >= 9.2e18 ? Int64.max : scaled <= -9.2e18 ? Int64.min + 1 : Int64(scaled)
    let digits = String(whole.magnitude)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let sign = whole < 0 ? "-" : ""
    if places == 0 { return sign + padded }
    return sign + padded.dropLast(places) + "." + padded.suffix(places)
}
