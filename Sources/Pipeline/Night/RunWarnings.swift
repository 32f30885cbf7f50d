import Ledger
import Policy
import Vocabulary

/// What a person should look at before trusting a run: data that are missing rather than wrong.
enum RunWarnings {
    /// Observations this many days before the as-of moment are still called fresh.
    private static let freshDays: Int64 = 2

    /// Warnings about the inputs of a run; files' own warnings are repeated, so that every manifest tells them.
    static func about(_ inputs: RunInputs, asOf: AsOf, now: Int64, zone: ZoneRules) -> [String] {
        var warnings = inputs.files.flatMap { file in file.notes.filter(isWarning) }
        if asOf.moment > now + 86_400 {
            warnings.append("AS_OF_IN_FUTURE: \(asOf.folder) lies in the future: check --as-of")
        }
        let newest = inputs.segments.map(\.span.start).max()
        if newest == nil {
            warnings.append("NO_OBSERVATIONS: the store is empty: deliver travel, hotel, carrier and other feeds")
        } else if !inputs.segments.contains(where: {
            $0.span.end >= asOf.moment - freshDays * 86_400 && $0.span.start <= asOf.moment
        }) {
            warnings.append(
                "NO_FRESH_DATA: no observation within \(freshDays) days before \(asOf.folder): check --as-of, or what "
                    + "was delivered")
        }
        for indexCase in inputs.cases where indexCase.confirmed > asOf.moment {
            warnings.append(
                "CASE_AFTER_AS_OF: case \(indexCase.caseID) was confirmed later and is left out: check --as-of")
        }
        return warnings + regionsWithoutGround(inputs)
    }

    /// Warnings begin with a word in capitals, other remarks do not.
    private static func isWarning(_ note: String) -> Bool {
        note.prefix { $0 != ":" }.allSatisfy { $0.isUppercase || $0 == "_" } && note.contains(":")
    }

    private static func regionsWithoutGround(_ inputs: RunInputs) -> [String] {
        let codes = Set(inputs.regions.map(\.code)).subtracting([RiskRegion.outside])
        let known = inputs.places.values.compactMap(\.region) + inputs.regionPolygons.keys
        return codes.sorted().filter { code in !known.contains { $0.hasPrefix(code) } }.map { code in
            "REGION_WITHOUT_GROUND: region \(code): no place bears its code and no polygon is its: nobody can be seen "
                + "there; correct the code in regions or places"
        }
    }
}
