public import Vocabulary

/// A daily health check-in.
public struct CheckinRecord: Hashable, Sendable {
    /// Who checked in.
    public var idNumber: Pseudonym?, phone: Pseudonym?
    /// Day number of the local date.
    public var day: Int32
    /// Hundredths of a degree Celsius.
    public var temperatureHundredths: Int32
    /// Whether the person says to be isolated.
    public var isolated: Bool?

    /// A check-in.
    public init(
        idNumber: Pseudonym?, phone: Pseudonym?, day: Int32, temperatureHundredths: Int32, isolated: Bool? = nil
    ) {
        self.idNumber = idNumber
        self.phone = phone
        self.day = day
        self.temperatureHundredths = temperatureHundredths
        self.isolated = isolated
    }
}
