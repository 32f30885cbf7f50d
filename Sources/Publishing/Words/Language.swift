/// A language that people are answered in.
public enum Language: String, CaseIterable, Sendable {
    case chinese = "zh"
    case english = "en"

    /// The language as HTML names it.
    var tag: String {
        switch self {
        case .chinese: "zh-Hans"
        case .english: "en"
        }
    }
}
