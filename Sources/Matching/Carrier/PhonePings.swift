public import Vocabulary

/// A few phones' pings, taken apart by phone and ready to be cleaned.
public struct PhonePings: Sendable {
    /// Fixes by phone.
    public private(set) var fixes: [Pseudonym: [CarrierFix]] = [:]
    /// Rows that are no moments (a date without time of day): they are matched as they are.
    public private(set) var untimed: [Pseudonym: [Observation]] = [:]

    /// No pings.
    public init() {}

    /// Adds a ping of a phone, unless nobody knows where it was.
    public mutating func add(_ ping: Observation, of phone: Pseudonym, places: [String: Place]) {
        if let fix = CarrierFix(ping, places: places) {
            fixes[phone, default: []].append(fix)
        } else if ping.span.seconds > 0 {
            untimed[phone, default: []].append(ping)
        }
    }

    /// All phones, in order.
    public var phones: [Pseudonym] { Set(fixes.keys).union(untimed.keys).sorted() }
}
