import Feeds
import Ledger
import Matching
import Vocabulary

/// Parts of itineraries that were taken before the places were known that speak against their positions.
///
/// They are left out of the matching, so that the order of deliveries decides nothing; what ingest refuses at once is
/// refused here late. A part stops being told of when the right one has come beside it.
struct ItinerarySieve {
    /// Parts to be matched.
    let kept: [ItineraryPart]
    /// One line for each kind of fault and file.
    let warnings: [String]

    /// Sieves all parts; `sources` name the datum that each file was read in.
    init(_ parts: [ItineraryPart], places: [String: Place], files: [InputFile], sources: [FeedSource]) {
        let check = PositionCheck(places: places)
        let fileOf = Dictionary(uniqueKeysWithValues: files.map { ($0.number, $0) })
        let byFile = Dictionary(grouping: parts, by: \.source.file)
        var out: Set<ItineraryPart> = []
        var lines: [String] = []
        for number in byFile.keys.sorted(by: { (fileOf[$0]?.sha256 ?? "") < (fileOf[$1]?.sha256 ?? "") }) {
            let parts = byFile[number] ?? []
            let readings = fileOf[number].map { $0.otherReadings(sources) } ?? Datum.wgs84.otherReadings
            let overruled = fileOf[number]?.acceptAnyway != nil
            let whole = overruled ? nil : check.shift(of: parts, readings: readings)
            var faulty: [PositionFault: [UInt32]] = [:]
            for part in parts {
                let shifted = part.position == nil ? nil : whole.map { PositionFault.shifted(datum: $0.name) }
                guard let fault = check.fault(of: part, readings: readings) ?? shifted else { continue }
                out.insert(part)
                if !Self.isMended(part, fault, readings, by: byFile) {
                    faulty[fault, default: []].append(part.source.line)
                }
            }
            let name = fileOf[number]?.name ?? "an earlier file"
            for (fault, rows) in faulty.sorted(by: { $0.key.text < $1.key.text }) {
                lines.append(
                    "\(fault.text): \(name): \(rows.count) rows, the first on line \(rows.min() ?? 0), are left out of "
                        + "the matching: \(fault.mend)")
            }
        }
        kept = parts.filter { !out.contains($0) }
        warnings = lines
    }

    /// Whether the same part stands in another row with the position that this one should have had.
    private static func isMended(
        _ part: ItineraryPart, _ fault: PositionFault, _ readings: [DatumReading], by files: [UInt32: [ItineraryPart]]
    ) -> Bool {
        guard let position = part.position else { return false }
        let right: Position? =
            switch fault {
            case .swapped: Position(lonE7: position.latE7, latE7: position.lonE7)
            case .shifted(let datum): readings.first { $0.name == datum }?.reread(position)
            }
        return files.values.joined().contains { other in
            guard other.caseID == part.caseID, other.span == part.span, let there = other.position else { return false }
            return right.map { $0.distance(to: there) < 1 } ?? false
        }
    }
}

extension PositionFault {
    /// The word of warnings.
    fileprivate var text: String {
        switch self {
        case .swapped: "SWAPPED_COORDINATES"
        case .shifted: "DATUM_SHIFTED"
        }
    }

    fileprivate var mend: String {
        switch self {
        case .swapped: "deliver these rows in a new file with longitude and latitude in their columns"
        case .shifted(let datum): "deliver these rows in a new file with `datum: \(datum)` in its mapping"
        }
    }
}
