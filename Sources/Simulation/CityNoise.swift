import Vocabulary

/// What goes wrong with the feeds of a synthetic city, decided by its seed; the truth stays what it was.
public struct CityNoise: Hashable, Sendable {
    /// Share (0-0.9) of the rows of each observation feed that are left out.
    public var missing = 0.0
    /// Standard deviation, in seconds, by which the clock of each phone and each gate is wrong, always by the same.
    public var clockDriftSeconds = 0
    /// Metres of a further error of each phone position: in 68 of 100 cases it is less; the stated accuracy tells it.
    public var towerNoiseMeters = 0
    /// Share (0-1) of the phones that the registry does not know.
    public var unregistered = 0.0

    /// No noise.
    public init() {}

    /// Whether nothing goes wrong.
    public var isNone: Bool { self == CityNoise() }

    /// Names and values as the truth tells them.
    var options: [(name: String, value: String)] {
        [
            ("missing", "\(missing)"), ("clock_drift_s", "\(clockDriftSeconds)"),
            ("tower_noise_m", "\(towerNoiseMeters)"), ("unregistered", "\(unregistered)"),
        ]
    }
}

extension CityNoise {
    /// Seconds by which a device's clock is ahead.
    func clock(of device: String, seed: UInt64) -> Int64 {
        if clockDriftSeconds == 0 { return 0 }
        var chance = Chance(seed, .noise, CityNoise.number(of: device), 1)
        return Int64(clockDriftSeconds) * Int64(chance.bell() - 131_070) / 37_837
    }

    /// Whether a row of a file is left out.
    func leavesOut(row: Int, of file: String, seed: UInt64) -> Bool {
        if missing == 0 { return false }
        var chance = Chance(seed, .noise, CityNoise.number(of: file), 10 + row)
        return chance.happens(missing)
    }

    /// Whether the registry does not know somebody's phone.
    func hidesPhone(of person: Int, seed: UInt64) -> Bool {
        if unregistered == 0 { return false }
        var chance = Chance(seed, .noise, person, 2)
        return chance.happens(unregistered)
    }

    /// A ping with a further error and a wrong clock; nil where it is left out.
    func noisy(_ ping: Ping, seed: UInt64) -> Ping? {
        var chance = Chance(seed, .noise, Int(ping.person) + 1 << 40, Int(ping.wall))
        if missing > 0, chance.happens(missing) { return nil }
        var noisy = ping
        noisy.wall += clock(of: Identity.phone(index: Int(ping.person)), seed: seed)
        guard towerNoiseMeters > 0 else { return noisy }
        // Two thirds of the radius as standard deviation on each axis; 90 and 102 units are one metre.
        let meters = Int64(towerNoiseMeters)
        noisy.lon += Int32(Int64(chance.bell() - 131_070) * meters * 102 * 2 / (37_837 * 3))
        noisy.lat += Int32(Int64(chance.bell() - 131_070) * meters * 90 * 2 / (37_837 * 3))
        let stated = Double(ping.accuracy) * Double(ping.accuracy) + Double(meters) * Double(meters)
        noisy.accuracy = Int32(min(3000, stated.squareRoot().rounded()))
        return noisy
    }

    /// FNV-1a of a name: a number for the draw.
    private static func number(of name: String) -> Int {
        let hash = name.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: hash)
    }
}

/// The noise of one file of rows, and what it did.
struct FileNoise {
    let noise: CityNoise, seed: UInt64
    /// Rows that were left out, by file, and how far clocks were ahead, by feed and device.
    private(set) var leftOut: [(file: String, rows: Int)] = []
    private(set) var clocks: [String: Int64] = [:]
    private var file = "", row = 0

    init(_ noise: CityNoise, seed: UInt64) {
        self.noise = noise
        self.seed = seed
    }

    /// Starts a file.
    mutating func begin(_ file: String) {
        self.file = file
        row = 0
    }

    /// The row as it is delivered; nil where it is left out.
    ///
    /// Of `checkpoint` rows the place is the clock.
    mutating func noisy(_ line: String) -> String? {
        row += 1
        if noise.leavesOut(row: row, of: file, seed: seed) {
            leaveOut()
            return nil
        }
        guard noise.clockDriftSeconds > 0, file.hasPrefix("feeds/checkpoint_") else { return line }
        var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard cells.count > 1, let wall = Self.wall(cells[1]) else { return line }
        let ahead = noise.clock(of: cells[0], seed: seed)
        clocks[cells[0]] = ahead
        cells[1] = wallText(wall + ahead)
        return cells.joined(separator: ",")
    }

    /// Counts a row that was left out.
    mutating func leaveOut() {
        if leftOut.last?.file == file {
            leftOut[leftOut.count - 1].rows += 1
        } else {
            leftOut.append((file, 1))
        }
    }

    /// Wall-clock seconds of `2020-02-01 08:12:33`.
    private static func wall(_ text: String) -> Int64? {
        let parts = text.split { !$0.isNumber }.compactMap { Int($0) }
        guard parts.count == 6 else { return nil }
        let day = CivilDate(year: parts[0], month: parts[1], day: parts[2]).dayNumber
        return Int64(day) * 86_400 + Int64(parts[3] * 3600 + parts[4] * 60 + parts[5])
    }

    /// Rows of `truth/noise.csv`: what was done to which feed and device, and by how much.
    func truth(phones: [Int], hidden: [Int]) -> [String] {
        noise.options.map { "option,,\($0.name),\($0.value)" } + leftOut.map { "missing,\($0.file),,\($0.rows)" }
            + clocks.sorted { $0.key < $1.key }.map { "clock,checkpoint,\($0.key),\($0.value)" }
            + (noise.clockDriftSeconds == 0 ? [] : phones).map { person in
                let phone = Identity.phone(index: person)
                return "clock,carrier,\(phone),\(noise.clock(of: phone, seed: seed))"
            } + hidden.map { "unregistered,people,\(Identity.phone(index: $0))," }
    }
}
