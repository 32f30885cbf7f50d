import Simulation
import Vocabulary

/// Keeps all files of a city in memory.
struct MemorySink: FeedSink {
    var files: [String: [UInt8]] = [:]
    var order: [String] = []
    private var current = ""

    mutating func begin(file: String) {
        current = file
        order.append(file)
        files[file] = []
    }
    mutating func write(_ bytes: [UInt8]) { files[current, default: []] += bytes }
    mutating func end() { current = "" }
}

/// Only counts and digests what it is given.
struct DigestSink: FeedSink {
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    private mutating func add(_ byte: UInt8) { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
    mutating func begin(file: String) { for byte in file.utf8 { add(byte) } }
    mutating func write(_ bytes: [UInt8]) { for byte in bytes { add(byte) } }
    mutating func end() { add(0) }
}

/// A city read back from its files, as plain tables.
struct ReadCity {
    typealias Row = [String: String]
    let plan: CityPlan
    let sink: MemorySink
    let summary: City.Summary

    /// 2020-01-26, a Sunday.
    static let firstDay = CivilDate(year: 2020, month: 1, day: 26).dayNumber

    init(people: Int = 400, days: Int = 14, cases: Int = 3, rows: Int = 4000, seed: UInt64 = 7) throws {
        plan = CityPlan(
            people: people, days: days, cases: cases, carrierRows: rows, seed: seed, firstDay: ReadCity.firstDay)
        var sink = MemorySink()
        summary = try City.generate(plan, into: &sink)
        self.sink = sink
    }

    func text(_ file: String) -> String { String(decoding: sink.files[file] ?? [], as: UTF8.self) }

    func table(_ file: String) -> [Row] {
        let lines = text(file).split(separator: "\n")
        guard let header = lines.first?.split(separator: ",").map(String.init) else { return [] }
        return lines.dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return Row(uniqueKeysWithValues: zip(header, cells))
        }
    }

    /// All rows of the files whose names begin so.
    func tables(_ prefix: String) -> [Row] { sink.order.filter { $0.hasPrefix(prefix) }.flatMap(table) }
}

/// Seconds of `2020-02-01 08:12:33` or `2020-02-01`, read as if UTC.
func seconds(_ text: String?) -> Int64 {
    let parts = (text ?? "").split { "- :".contains($0) }.compactMap { Int($0) }
    guard parts.count >= 3 else { return .min }
    let day = Int64(CivilDate(year: parts[0], month: parts[1], day: parts[2]).dayNumber) * 86_400
    return parts.count == 6 ? day + Int64(parts[3] * 3600 + parts[4] * 60 + parts[5]) : day
}

/// Position of a row's lon and lat.
func position(_ row: ReadCity.Row) -> Position? {
    guard let lon = Double(row["lon"] ?? ""), let lat = Double(row["lat"] ?? "") else { return nil }
    return Position(longitude: lon, latitude: lat)
}
