/// A chapter of the catalogue: what the codes and columns of lists are called in Chinese.
///
/// In English they are their own names, for that is how files spell them.
public enum Term: String, CaseIterable, Sendable {
    /// Columns of tables on a terminal; `name/grids` is the column `name` of a table of grids.
    case column
    /// Codes that the page for the command centre names too.
    case tier, status, reason, code, category, level, feed
    /// What became of a row, how far a task is, what a grid has to do, and what a report came to.
    case change, state, action, effect
    /// What speaks for or against a code; what an alert is; what it rests on.
    case cause, alert, fact
    /// Remarks about rows of a file, and what of a feed looks odd.
    case note, look
    /// Kinds of a line of a trail, of evidence that two were together, of patterns; bonds of companions.
    case trail, evidence, mark, bond
    /// Settings of exposures, levels of risk, what a window begins and ends with, kinds of identifiers.
    case setting, risk, anchor, windowEnd, identifier
    /// Where a grid was known from, why a finding changed, and how somebody was seen in a region.
    case basis, why, sight
    /// What a warning of a run or a file means, and how a command ended.
    case warning, ending
    /// Other short words of cells, such as `yes`.
    case word

    /// The name of a code in a language; a code that has none is shown as it is.
    public func name(_ code: String, _ language: Language) -> String {
        let bare = self == .column ? code.split(separator: "/", maxSplits: 1).first.map(String.init) ?? code : code
        if language == .english { return bare }
        if let name = chinese[code] ?? chinese[bare] { return name }
        return OverviewWord(rawValue: "\(rawValue).\(bare)")?.text(language) ?? bare
    }

    /// The same, to be said in either language.
    public func phrase(_ code: String) -> Phrase { Phrase { name(code, $0) } }

    /// Several codes that stand in one cell, joined as they were.
    public func names(_ codes: String, _ language: Language, separator: String = ", ") -> String {
        let names = codes.components(separatedBy: separator).map { name($0, language) }
        return names.joined(separator: language == .english ? separator : "、")
    }
}

extension String {
    fileprivate func components(separatedBy separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
