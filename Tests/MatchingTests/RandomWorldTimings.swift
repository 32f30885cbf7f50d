import Policy

/// Rules that ask for more than their minutes, let instants last, or reach only from parts without a radius.
extension RandomWorld {
    mutating func varyTimings() {
        for index in rules.indices where chance(50) {
            switch rules[index].kind {
            case .proximity, .place: break
            default: continue
            }
            rules[index].minutesMustBe = chance(50) ? .exceeded : .reached
            rules[index].instantSeconds = pick([0, 1, 20, 300, 900])
            if case .proximity(var settings) = rules[index].kind, chance(50) {
                settings.reachFor = .partsWithoutRadius
                rules[index].kind = .proximity(settings)
            }
        }
    }
}
