import Assessment
import FollowUp
import Policy
import Vocabulary

/// On which ground a row places somebody, by number; see ``NightDwell``.
struct GroundPlacement: Sendable {
    let tree: GridTree
    private let places: [String: UInt32]
    private let maxAccuracyCentimeters: Double

    init(_ inputs: RunInputs, rule: ResidenceRule) {
        tree = inputs.tree
        maxAccuracyCentimeters = rule.maxAccuracyMeters * 100
        let numbers = Dictionary(
            uniqueKeysWithValues: zip(inputs.tree.groundIDs, NightDwell.firstGround...))
        let tree = inputs.tree
        places = inputs.places.compactMapValues { place in
            if let number = place.gridID.flatMap({ numbers[$0] }) { return number }
            return place.position.map { GroundPlacement.ground(of: $0, tree) }
        }
    }

    /// The ground of a position.
    func ground(of position: Position) -> UInt32 { GroundPlacement.ground(of: position, tree) }

    /// The ground of a place; nil where nobody knows where it is.
    func ground(ofPlace name: String) -> UInt32? { places[name] }

    /// Whether a position of such an accuracy (centimetres) places somebody at all.
    func isPlacing(_ accuracy: Int32?) -> Bool { Double(accuracy ?? 0) <= maxAccuracyCentimeters }

    /// The ground of a row; nil of rides and of rows that place nobody.
    func ground(of row: Observation) -> UInt32? {
        if row.feed == .travel { return nil }
        guard let position = row.position else { return row.place.flatMap(ground(ofPlace:)) }
        return isPlacing(row.accuracyCentimeters) ? ground(of: position) : nil
    }

    private static func ground(of position: Position, _ tree: GridTree) -> UInt32 {
        tree.ground(containing: position).map { UInt32($0) + NightDwell.firstGround } ?? NightDwell.outside
    }
}
