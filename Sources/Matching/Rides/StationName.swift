/// How the names of one station differ between feeds: `汉口`, `汉口站`, `汉口火车站`, `武汉汉口`.
///
/// Only names that stand as place ids are compared so, and only with the stops of the very run a ticket is for; codes
/// have to be equal. `南京` and `南京南` are two stations.
enum StationName {
    /// The name without a word for "station" at its end.
    static func plain(_ name: String) -> String {
        for word in ["火车站", "高铁站", "站"] where name.hasSuffix(word) && name.count > word.count {
            return String(name.dropLast(word.count))
        }
        return name
    }

    /// Whether a name that no station bears is a station's with its city in front: `武汉汉口`.
    ///
    /// The city has to be a station's name itself, so that `新白河` is never taken for `白河`.
    static func names(_ name: String, station: String, among stations: Set<String>) -> Bool {
        guard station.count >= 2, name.count > station.count, name.hasSuffix(station) else { return false }
        return stations.contains(String(name.dropLast(station.count)))
    }
}
