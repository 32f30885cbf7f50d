import Vocabulary

/// What a segment is clustered by: hour, then tile (or place where there is no position), then second.
enum ClusterKey {
    /// Number of an hour within its local day, ascending, 0-127; no zone is more than a day from UTC.
    static func hour(of start: Int64, on day: Int32) -> Int64 { floorHour(start) - Int64(day) * 24 + 32 }

    /// The order within an hour, in 49 bits: 1 bit "has a position", 36 bits number of the tile on its curve or rank of
    /// the place, 12 bits second.
    @inline(__always)
    static func key(start: Int64, lon: UInt32, lat: UInt32, place: UInt32) -> UInt64 {
        let second = UInt64(start - floorHour(start) * 3600)
        let none = UInt32(bitPattern: noValue)
        guard lon != none, lat != none else { return UInt64(place) << 12 | second }
        return 1 << 48 | HilbertTile.number(lon: Int32(bitPattern: lon), lat: Int32(bitPattern: lat)) << 12 | second
    }
}

/// Hours since 1970, rounded towards the past.
func floorHour(_ seconds: Int64) -> Int64 { seconds >= 0 ? seconds / 3600 : (seconds - 3599) / 3600 }
