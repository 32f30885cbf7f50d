public import Vocabulary

/// What service numbers, seat numbers and delays mean where no delivered fact says otherwise (`rides:`).
public struct RideSettings: Hashable, Sendable {
    /// Whether a flight with a suffix letter (`MU5101D`) is the flight without it.
    public enum Suffix: String, CaseIterable, Sendable { case same, other }
    /// Whether people of two coupled sets were aboard together.
    public enum CoupledSets: String, CaseIterable, Sendable { case apart, together }
    /// What the number of a soft sleeper's berth (`5号下铺`) counts; a bare number always counts berths.
    public enum SleeperNumbers: String, CaseIterable, Sendable {
        /// Berths, four to a compartment.
        case berths
        /// Compartments.
        case compartments
    }
    /// Beginnings of the numbers of sealed vehicles, and of those with HEPA filters, by mode; `*` is any number.
    public var sealedPrefixes: [RideMode: [String]] = [:], hepaPrefixes: [RideMode: [String]] = [:]
    /// Suffixes of flights.
    public var flightSuffix = Suffix.other
    /// Largest difference from the stop list's times that is still that run: delays, not the run of another day.
    public var delaySeconds: Int64 = 3 * 3600
    /// By mode, the largest difference between the departures of two rides from one place that is still one vehicle;
    /// of other modes the service number and its date tell the run.
    public var sameDepartureSeconds: [RideMode: Int64] = [:]
    /// Coupled sets.
    public var coupledSets = CoupledSets.apart
    /// Berths of soft sleepers.
    public var softSleeperNumbers = SleeperNumbers.berths
    /// Seats abreast by mode, where seats have bare numbers row by row; bare numbers of other modes tell no row, but
    /// for flights, whose numbers are rows.
    public var seatsAbreast: [RideMode: Int] = [:]

    /// Nothing is known of any number.
    public init() {}
}
