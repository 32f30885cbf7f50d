import Vocabulary

/// Reads the `rides:` of a policy file, which every policy with a ride rule must have.
enum RideSettingsReader {
    static func read(_ policy: PolicySection, _ rules: [Rule]) throws(PolicyError) -> RideSettings {
        guard let node = policy.values["rides"] else {
            guard rules.contains(where: \.isRide) else { return RideSettings() }
            throw .missing(file: policy.node.file, line: policy.node.line, key: "rides")
        }
        let section = try node.section([
            "sealed_prefixes", "hepa_prefixes", "flight_suffix", "delay_minutes", "same_departure_minutes",
            "coupled_sets", "soft_sleeper_numbers", "seats_abreast", "source",
        ])
        _ = try section["source"].text()
        var settings = RideSettings()
        settings.sealedPrefixes = try byMode(section["sealed_prefixes"], prefixes)
        settings.hepaPrefixes = try byMode(section["hepa_prefixes"], prefixes)
        settings.flightSuffix = try word(section["flight_suffix"])
        settings.delaySeconds = Int64(try section["delay_minutes"].wholeNumber("minutes", 0...1440)) * 60
        settings.sameDepartureSeconds = try byMode(section["same_departure_minutes"]) { node throws(PolicyError) in
            node.isNone ? nil : Int64(try node.wholeNumber("minutes", 0...1440)) * 60
        }
        settings.coupledSets = try word(section["coupled_sets"])
        settings.softSleeperNumbers = try word(section["soft_sleeper_numbers"])
        settings.seatsAbreast = try byMode(section["seats_abreast"]) { node throws(PolicyError) in
            try node.wholeNumber("seats", 1...10)
        }
        return settings
    }

    private static func word<Word: RawRepresentable & CaseIterable>(_ node: PolicyNode) throws(PolicyError) -> Word
    where Word.RawValue == String { try node.word(of: Word.allCases.map { ($0.rawValue, $0) }) }

    /// What is read for each mode that has an entry; nothing where it comes to nil.
    private static func byMode<Value>(
        _ node: PolicyNode, _ read: (PolicyNode) throws(PolicyError) -> Value?
    ) throws(PolicyError) -> [RideMode: Value] {
        let section = try node.section([], optional: RideMode.allCases.map(\.name))
        var values: [RideMode: Value] = [:]
        for mode in RideMode.allCases {
            if let value = section.values[mode.name] { values[mode] = try read(value) }
        }
        return values
    }

    private static func prefixes(_ node: PolicyNode) throws(PolicyError) -> [String] {
        var prefixes: [String] = []
        for item in try node.list(of: "beginnings of service numbers, or \"*\"") {
            let prefix = try item.text("a beginning such as G, or \"*\"")
            guard prefix == "*" || prefix.allSatisfy({ "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".contains($0) }) else {
                throw item.expected("a beginning such as G, in upper case, or \"*\"")
            }
            prefixes.append(prefix)
        }
        return prefixes
    }
}
