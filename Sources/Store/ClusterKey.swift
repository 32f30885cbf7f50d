import Vocabulary

/// What a segment is clustered by: hour, then tile (or place where there is no position), then second.
enum ClusterKey {
    /// Number of an hour within its local day, ascending, 0-127; no zone is more than a day from UTC.
    static func hour(of start: Int64, on day: Int32) -> Int64 { floorHour(start) - Int64(day) * 24 + 32 }

    /// The order within an hour, in 49 bits: 1 bit "has a position", 36 bits Z-order of the tile or rank of the place,
    /// 12 bits second.
    @inline(__always)
    static func key(start: Int64, lon: UInt32, lat: UInt32, place: UInt32) -> UInt64 {
        let second = UInt64(start - floorHour(start) * 3600)
        let none = UInt32(bitPattern: noValue)
        guard lon != none, lat != none else { return UInt64(place) << 12 | second }
        return 1 << 48 | tile(Int32(bitPattern: lon), Int32(bitPattern: lat)) << 12 | second
    }

    /// Z-order of a position's tile of 0.002 degree (about 200 m); 36 bits.
    private static func tile(_ lon: Int32, _ lat: Int32) -> UInt64 {
        func spread(_ value: Int32) -> UInt64 {
            var bits = UInt64((Int64(value) + 1 << 31) / 20_000)
            bits = (bits | bits << 16) & 0x0000_ffff_0000_ffff
            bits = (bits | bits << 8) & 0x00ff_00ff_00ff_00ff
            bits = (bits | bits << 4) & 0x0f0f_0f0f_0f0f_0f0f
            bits = (bits | bits << 2) & 0x3333_3333_3333_3333
            return (bits | bits << 1) & 0x5555_5555_5555_5555
        }
        return spread(lon) | spread(lat) << 1
    }
}

/// Hours since 1970, rounded towards the past.
func floorHour(_ seconds: Int64) -> Int64 { seconds >= 0 ? seconds / 3600 : (seconds - 3599) / 3600 }
