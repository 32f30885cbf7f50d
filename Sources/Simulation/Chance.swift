/// Independent series of drawn numbers, so that one feed's draws never shift another's.
enum Series: UInt64 {
    case family = 1, name, trip, round, pings, visits, gates, hotels, parking, map, cast, birth, phase, noise
}

/// SplitMix64 with random access: any series, person and day has its own start.
struct Chance {
    private var state: UInt64

    init(_ seed: UInt64, _ series: Series, _ first: Int = 0, _ second: Int = 0) {
        var start = Chance.mix(seed &+ 0x9E37_79B9_7F4A_7C15 &* series.rawValue)
        start = Chance.mix(start ^ UInt64(truncatingIfNeeded: first) &* 0xD1B5_4A32_D192_ED03)
        state = Chance.mix(start ^ UInt64(truncatingIfNeeded: second) &* 0xABC9_8388_FB8F_AC03)
    }

    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    @inline(__always)
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Chance.mix(state)
    }

    /// A whole number from 0 to `limit` - 1.
    @inline(__always)
    mutating func below(_ limit: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(limit)).high)
    }

    /// A whole number of a closed range.
    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// From 0 to just under 1.
    @inline(__always)
    mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// True in this share of draws.
    mutating func happens(_ share: Double) -> Bool { fraction() < share }

    /// One of several.
    mutating func one<Element>(of choices: [Element]) -> Element { choices[below(choices.count)] }

    /// Sum of four 16-bit draws: mean 131,070, nearly normal with standard deviation 37,837.
    @inline(__always)
    mutating func bell() -> Int {
        let bits = next()
        return Int(bits & 0xFFFF) + Int(bits >> 16 & 0xFFFF) + Int(bits >> 32 & 0xFFFF) + Int(bits >> 48)
    }
}
