/// A language that pages are written in.
public enum PageLanguage: String, CaseIterable, Sendable {
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
