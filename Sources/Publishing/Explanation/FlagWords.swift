/// What every flag of the outputs says, in a sentence that can be read out.
public enum FlagWords {
    /// The sentence of a flag; nil for a word that is no flag.
    public static func sentence(_ flag: String) -> String? { sentences.first { $0.flag == flag }?.sentence }

    /// All flags, in alphabetical order.
    public static var flags: [String] { sentences.map(\.flag) }

    private static let sentences: [(flag: String, sentence: String)] = [
        ("ACCURACY_CROSSES_BORDER", "The phone's position is so uncertain that it may have been outside the region."),
        ("ADJACENT_SEATS", "The two sat side by side on several runs, as people do who travel together."),
        ("BAY_UNKNOWN", "The two were in one coach, but its layout does not tell how near their bays were."),
        ("CARRIER_ONLY", "Only the case's own phone tells that the case was there; nobody reported it."),
        ("CASE_PLATE_ONLY", "For the case stands a vehicle that is registered to it; a plate is not its driver."),
        ("CELL_ONLY", "The place of a phone, the subject's or the case's, is that of its cell tower, not its own."),
        ("COACH_UNKNOWN", "The coach of one of the two is not known, so the rule's tier for unknown seats was given."),
        ("CONTRADICTED", "What was declared is contradicted by what was seen."),
        ("CONVOY", "The two passed several places close behind one another, as people do who travel together."),
        ("CREW", "One of the two was of the crew."),
        ("DATE_ONLY", "A row names a date and no time of day, so it stands for the whole day, and weighs less."),
        (
            "DECLARED_WITHOUT_DATES",
            "A declaration names the region but no dates, so it cannot be told which days it means."
        ),
        ("EVIDENCE_SHORTENED", "There were more sights than are listed: only the 8 earliest and 8 latest are."),
        ("FLOOR_UNKNOWN", "The floor of one of the rooms is not known, so the rule's tier for that was given."),
        ("INFERRED", "Part of the time rests on the rule for silent phones: silent, and back at the place."),
        ("INFERRED_END", "The way out of a gate was not seen, and was put in by the rule."),
        ("INFERRED_START", "The way in through a gate was not seen, and was put in by the rule."),
        ("IN_VEHICLE", "One of the phones was moving faster than people on foot."),
        ("IS_CASE", "The person is a confirmed case too."),
        ("NEIGHBOUR_CELL", "The phone was in a cell beside the case's, not in it."),
        ("OPEN_END", "Nobody recorded when a stay ended; it was taken to last as long as the policy says."),
        ("OWNER_REGISTERED", "Only the vehicle was seen; its owner is in the registry, but need not have driven it."),
        ("PLATE_ONLY", "Only a number plate was seen: a plate is not its driver."),
        ("SAME_FLOOR", "The two had rooms on one floor of the house."),
        ("SAME_ORDER", "The tickets of the two were bought in one order."),
        ("SAME_PLATE", "Both were in the same vehicle, by its number plate."),
        ("SAME_ROOM", "The two had one hotel room."),
        ("SEAT_UNKNOWN", "The seat of one of the two is not known, so the rule's tier for unknown seats was given."),
        (
            "SEGMENT_UNKNOWN",
            "Neither the list of stops nor the times tell whether the two were on board at the same time."
        ),
        (
            "SERVICE_DATE_DIFFERS",
            "The two tickets name neighbouring dates; the list of stops places both on one run at their times."
        ),
        ("SHARED_IDENTIFIER", "Several people own the number or card that was seen; each of them is listed."),
        ("STANDING", "One of the two had no seat, and counts for the whole coach."),
        ("SUFFIX_DIFFERS", "The flight numbers differ by a letter at the end, which the policy takes for one flight."),
        ("UNREGISTERED", "Nobody in the registry owns the number, card or plate that was seen."),
        ("UNVERIFIED_BOARDING", "A ticket, the subject's or the case's, is known only as sold: boarding was not seen."),
        (
            "VEHICLE_UNKNOWN",
            "Nobody knows whether the vehicle is sealed, or filters its air; the rule holds for such too."
        ),
        ("VIA_CONTACT", "The person did not meet the case, but a close contact after that contact had met the case."),
    ]
}
