public import Vocabulary

/// Travelling companions (CONTRACT 4.5): evidence that two people belong together, whatever lay between them.
public struct CompanionRule: Hashable, Sendable {
    /// Whether tickets of one order on one run count, and the most people that an order may have on a run: a code that
    /// more of them bear is a placeholder, not an order.
    public var sameOrder: Bool, orderPeople: Int
    /// Whether one hotel room at one time counts.
    public var sameRoom: Bool
    /// Whether one vehicle at one time counts, and the seconds by which instants are widened for it.
    public var samePlate: Bool, plateSeconds: Int64
    /// Runs on which the two have to have sat side by side (0 where seats do not count), and whether seats on both
    /// sides of an aisle are side by side.
    public var adjacentSeats: Int, acrossAisle: Bool
    /// Places that the two have to have passed together; 0 where convoys do not count.
    public var convoyPlaces: Int
    /// Seconds between the two at each of them, and hours within which they passed them all.
    public var convoySeconds: Int64, convoyHours: Double
    /// Feeds whose passages and arrivals count, and whether passages of a vehicle registered to the case do.
    public var convoyFeeds: [Feed], convoyVehicles: Bool
}

/// Reads the keys of a companion rule.
enum CompanionRuleReader {
    /// Every key that a companion rule may have.
    static let keys =
        ["same_order", "same_room", "same_plate", "adjacent_seats", "convoy_places"]
        + orderKeys + plateKeys + seatKeys + convoyKeys
    private static let orderKeys = ["order_people"]
    private static let plateKeys = ["plate_seconds"]
    private static let seatKeys = ["across_aisle"]
    private static let convoyKeys = ["convoy_seconds", "convoy_hours", "convoy_feeds", "convoy_vehicles"]

    /// The section of a rule with the keys that its switches ask for.
    static func section(_ node: PolicyNode, common: [String]) throws(PolicyError) -> (PolicySection, CompanionRule) {
        let switches = ["same_order", "same_room", "same_plate", "adjacent_seats", "convoy_places"]
        let loose = try node.section(common + switches, optional: keys)
        var wanted = common + switches
        let order = try loose["same_order"].flag()
        let plate = try loose["same_plate"].flag()
        let seats = try loose["adjacent_seats"].wholeNumber("runs", 0...20)
        let convoy = try loose["convoy_places"].wholeNumber("places", 0...20)
        if order { wanted += orderKeys }
        if plate { wanted += plateKeys }
        if seats > 0 { wanted += seatKeys }
        if convoy > 0 { wanted += convoyKeys }
        // What a switched-off evidence would read may stand there, for a policy that extends another may switch it.
        let section = try node.section(wanted, optional: keys)
        let room = try section["same_room"].flag()
        guard order || room || plate || seats > 0 || convoy > 0 else {
            throw section["same_order"].expected("true, or another evidence switched on")
        }
        let feeds: [(String, Feed)] = [
            ("checkpoint", .checkpoint), ("parking", .parking), ("visit", .visit), ("hotel", .hotel),
        ]
        return (
            section,
            CompanionRule(
                sameOrder: order,
                orderPeople: order ? try section["order_people"].wholeNumber("people", 2...1000) : 0,
                sameRoom: room, samePlate: plate,
                plateSeconds: plate ? Int64(try section["plate_seconds"].wholeNumber("seconds", 0...86_400)) : 0,
                adjacentSeats: seats, acrossAisle: seats > 0 ? try section["across_aisle"].flag() : false,
                convoyPlaces: convoy,
                convoySeconds: convoy > 0
                    ? Int64(try section["convoy_seconds"].wholeNumber("seconds", 0...86_400)) : 0,
                convoyHours: convoy > 0 ? try section["convoy_hours"].number("hours", 0...336) : 0,
                convoyFeeds: convoy > 0 ? try section["convoy_feeds"].words("feeds", of: feeds) : [],
                convoyVehicles: convoy > 0 ? try section["convoy_vehicles"].flag() : false)
        )
    }
}
