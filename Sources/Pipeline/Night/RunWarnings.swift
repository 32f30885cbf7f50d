import Ledger
import Policy
import Vocabulary

/// What a person should look at before trusting a run: data that are missing rather than wrong.
enum RunWarnings {
    /// Warnings that were told when the files were taken: every manifest repeats them, no later command does.
    static func ofFiles(_ inputs: RunInputs) -> [String] { inputs.files.flatMap { $0.notes.filter(isWarning) } }

    /// Warnings about the inputs of a run.
    static func about(_ inputs: RunInputs, asOf: AsOf, now: Int64, lookBackDays: Int) -> [String] {
        var warnings: [String] = []
        if asOf.moment > now + 86_400 {
            warnings.append("AS_OF_IN_FUTURE: \(asOf.folder) lies in the future: check --as-of")
        }
        let lookBack = asOf.moment - Int64(lookBackDays) * 86_400
        let isSeen = inputs.segments.contains { $0.span.end >= lookBack && $0.span.start <= asOf.moment }
        // Whether any were ever delivered: a purge must not change what a run says.
        if inputs.files.contains(where: \.feed.isObservation), !isSeen {
            warnings.append(
                "NO_FRESH_DATA: no observation within \(lookBackDays) days before \(asOf.folder): check --as-of, or "
                    + "what was delivered")
        }
        if let purged = inputs.purgedBefore, lookBack < purged {
            warnings.append(
                "PURGED_PERIOD: observations within \(lookBackDays) days before \(asOf.folder) have been purged meanwhile: "
                    + "people are missed; take a later --as-of")
        }
        for indexCase in inputs.cases where indexCase.confirmed > asOf.moment {
            warnings.append(
                "CASE_AFTER_AS_OF: case \(indexCase.caseID) was confirmed later and is left out: check --as-of")
        }
        return warnings + regionsWithoutGround(inputs)
    }

    /// Warnings begin with a word in capitals, other remarks do not.
    private static func isWarning(_ note: String) -> Bool {
        note.prefix { $0 != ":" }.allSatisfy { $0.isUppercase || $0.isNumber || $0 == "_" } && note.contains(":")
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
