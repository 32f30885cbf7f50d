/// The policies that come with TraceGrid, as the texts that `init` copies into `policies/`.
///
/// They stand in Swift so that the program works wherever it is copied. Editing one changes results: give a changed
/// policy a new name.
public enum PolicyShelf {
    /// Names of the shipped policies that can be chosen, in alphabetical order.
    public static var names: [String] { files.map(\.name).filter { !isOnlyExtended($0) } }

    /// All files, with those that only others extend, in alphabetical order of their names without `.yaml`.
    public static let files: [(name: String, text: String)] = [
        ("cdc-2020-10", cdcPolicy),
        ("chengdu-stc", chengduPolicy),
        ("cn-20-measures", chinaTwentyMeasures),
        ("cn-nhc-v5", chinaFifth),
        ("cn-nhc-v8", chinaEighth),
        ("cn-nhc-v9", chinaNinth),
        ("common", commonPolicy),
        ("common-near", commonNear),
        ("cwa-2020", cwaPolicy),
        ("ecdc-2020", ecdcPolicy),
        ("hamagen-2020-05", hamagenPolicy),
        ("kr-2020", koreaPolicy),
        ("kr-itaewon-2020", koreaItaewon),
        ("safe-paths-2020", safePathsPolicy),
        ("safe-paths-early", safePathsEarly),
        ("sormas-labels", sormasPolicy),
        ("tw-cruise-2020", taiwanCruise),
        ("who-2022", whoPolicy),
    ]

    /// Whether a shipped file is no policy by itself: others extend it.
    public static func isOnlyExtended(_ name: String) -> Bool { ["common", "common-near"].contains(name) }

    /// The shipped file of a name, or nil: what ``PolicyChain`` asks for.
    public static func source(_ name: String) -> PolicySource? {
        files.first { $0.name == name }.map { PolicySource(file: "\(name).yaml", bytes: Array($0.text.utf8)) }
    }

    /// A shipped policy with what it extends; throws ``PolicyError/unknownPolicy(name:known:)``.
    public static func chain(of name: String) throws(PolicyError) -> PolicyChain {
        guard names.contains(name), let source = source(name) else {
            throw .unknownPolicy(name: name, known: names)
        }
        return try PolicyChain(source, parent: PolicyShelf.source)
    }
}
