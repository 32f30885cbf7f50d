public import Vocabulary

/// On the same run of a conveyance (CONTRACT 4.4).
public struct RideRule: Hashable, Sendable {
    /// How near the seats must be.
    public enum Scope: String, CaseIterable, Sendable {
        /// Anywhere on it.
        case vehicle
        /// In one coach.
        case coach
        /// In one coach and rows apart by no more than ``RideRule/rowsEachSide``.
        case rows
        /// In one coach and bays apart by no more than ``RideRule/baysEachSide``.
        case bay
        /// In one compartment of one coach.
        case compartment
        /// In one cabin: of a ship by coach and compartment, else by class.
        case cabin
    }
    /// A fact about a vehicle that may be unknown.
    public enum Certainty: String, CaseIterable, Sendable { case yes, no, unknown }
    /// Which of the crew count.
    public enum Crew: String, CaseIterable, Sendable {
        /// Those of the same coach; where it is unknown which coaches they served, the tier for unknown seats.
        case area
        /// As ``area``; and as contacts of a case all who were aboard.
        case vehicle
        /// Nobody: another rule may.
        case none
    }
    /// Modes it holds for.
    public var modes: [RideMode]
    /// Whether the vehicle is sealed, and has HEPA filters: values for which the rule holds.
    public var sealed = Certainty.allCases, hepa = Certainty.allCases
    /// Classes of the case's coach for which the rule holds, nil standing for an unknown one; empty means all.
    public var classes: [Seat.Class?] = []
    /// How near.
    public var scope: Scope
    /// Rows on each side for ``Scope/rows``, bays on each side for ``Scope/bay``.
    public var rowsEachSide = 0, baysEachSide = 0
    /// Tier where coach or seat is unknown on either side; nil: no exposure then.
    public var unknownSeatTier: Tier?
    /// Tier in one coach where its layout does not tell the bay of a seat; nil: no exposure then.
    public var unknownLayoutTier: Tier?
    /// Which of the crew count; the whole vehicle holds all of them anyway.
    public var crew = Crew.area
}

extension Rule {
    /// Whether it looks for rides.
    public var isRide: Bool {
        if case .ride = kind { return true }
        return false
    }
}
