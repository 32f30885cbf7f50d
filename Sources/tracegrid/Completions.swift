import Pipeline

/// Words for the shell's completion, read from the workspace that the line names.
enum Completions {
    /// Ids of cases.
    @Sendable static func cases(_ words: [String], _ place: Int, _ prefix: String) -> [String] {
        Names.cases(at: folder(words))
    }

    /// Ids of grids.
    @Sendable static func grids(_ words: [String], _ place: Int, _ prefix: String) -> [String] {
        Names.grids(at: folder(words))
    }

    private static func folder(_ words: [String]) -> String {
        if let option = words.firstIndex(of: "--workspace"), option + 1 < words.count { return words[option + 1] }
        return environment("TRACEGRID_WORKSPACE") ?? "."
    }
}
