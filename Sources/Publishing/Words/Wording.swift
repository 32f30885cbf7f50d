/// A chapter of the catalogue: texts for people, each in both languages or the compiler objects.
public protocol Wording: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// English and Chinese, with places `{0}`, `{1}`, ... for values.
    var texts: (english: String, chinese: String) { get }
}

extension Wording {
    /// The text in a language, with values in its places.
    public func text(_ language: Language, _ values: String...) -> String { phrase(values).text(language) }

    /// The text with values in its places, to be said in either language.
    public func phrase(_ values: [String] = []) -> Phrase {
        Phrase(self, english: values, chinese: values)
    }

    /// The text with values that are texts themselves.
    public func phrase(_ values: Phrase...) -> Phrase {
        Phrase(self, english: values.map { $0.text(.english) }, chinese: values.map { $0.text(.chinese) })
    }
}

/// A text for people in both languages; a literal, as of what was typed or delivered, is the same in both.
public struct Phrase: Hashable, Sendable, ExpressibleByStringInterpolation {
    private let english: String, chinese: String

    /// A text that is the same in both languages.
    public init(_ text: String) { (english, chinese) = (text, text) }

    /// The same.
    public init(stringLiteral text: String) { self.init(text) }

    /// A text made of others, said one language at a time.
    public init(_ said: (Language) -> String) { (english, chinese) = (said(.english), said(.chinese)) }

    /// Several texts as one, with a comma between them; those without words are left out.
    public init(list: [Phrase]) {
        let said = list.filter { !$0.english.isEmpty }
        self.init { language in
            said.map { $0.text(language) }.joined(separator: language == .english ? ", " : "，")
        }
    }

    fileprivate init(_ word: some Wording, english: [String], chinese: [String]) {
        let texts = word.texts
        self.english = Phrase.filled(texts.english, english)
        self.chinese = Phrase.filled(texts.chinese, chinese)
    }

    /// The text in a language.
    public func text(_ language: Language) -> String {
        switch language {
        case .english: english
        case .chinese: chinese
        }
    }

    /// In one pass, so that braces in a value stay what they are.
    private static func filled(_ text: String, _ values: [String]) -> String {
        let parts = text.split(separator: "{", omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(String(parts[0])) { text, part in
            guard let number = part.first?.wholeNumberValue, number < values.count else { return text + "{" + part }
            return text + values[number] + part.dropFirst(2)
        }
    }
}
