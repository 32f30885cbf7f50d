import Vocabulary

/// What a synthetic city shall be: its size, its period and the seed that decides everything else.
public struct CityPlan: Hashable, Sendable {
    /// People in the registry; raised where the planted stories need more (see ``City/peopleNeeded(for:)``).
    public var people: Int
    /// Days of feeds, at least 5.
    public var days: Int
    /// Index cases, 0 to 899.
    public var cases: Int
    /// About how many carrier rows all days have together; the planted rows come on top.
    public var carrierRows: Int
    /// Decides every drawn number.
    public var seed: UInt64
    /// Day number (days since 1970-01-01) of the first local day.
    public var firstDay: Int32
    /// What goes wrong with the feeds.
    public var noise: CityNoise
    /// Rounds of anomalies: crowds and silences at gates, people out of isolation, clues; 0 leaves the city as it is.
    public var anomalies: Int

    /// A plan; values out of range are brought to the nearest one that makes a city.
    public init(
        people: Int, days: Int, cases: Int, carrierRows: Int, seed: UInt64, firstDay: Int32,
        noise: CityNoise = CityNoise(), anomalies: Int = 0
    ) {
        self.anomalies = min(max(anomalies, 0), 90)
        self.noise = noise
        self.people = min(max(people, 1), 9_000_000)
        self.days = min(max(days, 5), 365)
        self.cases = min(max(cases, 0), 899)
        self.carrierRows = max(carrierRows, 0)
        self.seed = seed
        self.firstDay = firstDay
    }

    /// The moment to screen at, in UTC seconds: local midnight that ends the last day.
    public var asOf: Int64 { ZoneRules.china.startOfDay(firstDay + Int32(days)) }

    /// Local midnight that starts a day of the period, as wall-clock seconds since 1970-01-01 00:00.
    func wall(day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0) -> Int64 {
        (Int64(firstDay) + Int64(day)) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }

    /// `2020-02-01` of a day of the period.
    func date(_ day: Int) -> String { CivilDate(dayNumber: firstDay + Int32(day)).text }
}
