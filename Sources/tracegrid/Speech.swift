public import ArgumentParser
public import Publishing
import Pipeline
import Synchronization

extension Language: ExpressibleByArgument {}

/// In which language.
struct LanguageOptions: ParsableArguments {
    @Option(
        name: .customLong("lang"),
        help: "Language of what is printed for people: en or zh; else TRACEGRID_LANG, else the settings' own.")
    var language: Language?
}

/// The language in which this call of the program speaks to people; what machines read is the same in every one.
enum Speech {
    private static let ofSettings = Mutex<Language?>(nil)

    /// What was asked for, by option or environment; read from the words of the command line before these are parsed,
    /// so that help is given in it too.
    static let asked: Language? = {
        let words = Array(CommandLine.arguments.dropFirst())
        let place = words.firstIndex(of: "--lang").map { $0 + 1 }
        let named =
            place.flatMap { $0 < words.count ? words[$0] : nil }
            ?? words.first { $0.hasPrefix("--lang=") }.map { String($0.dropFirst("--lang=".count)) }
        return (named ?? environment("TRACEGRID_LANG")).flatMap(Language.init(rawValue:))
    }()

    /// The language of answers: what was asked for, else what the settings of the workspace say.
    static var language: Language { asked ?? ofSettings.withLock(\.self) ?? .english }

    /// Help knows no workspace: what was asked for, else the language of the terminal.
    static var ofHelp: Language {
        let locale = environment("LC_ALL") ?? environment("LC_MESSAGES") ?? environment("LANG") ?? ""
        return asked ?? (locale.hasPrefix("zh") ? .chinese : .english)
    }

    /// A workspace was opened whose settings name a language.
    static func opened(_ language: Language) { ofSettings.withLock { $0 = language } }

    /// A warning with its head in the reader's language: what its code means.
    ///
    /// The details are in English.
    static func warning(_ line: String) -> String {
        let code = String(line.prefix { $0 != ":" })
        let name = Term.warning.name(code, language)
        return name == code ? AnswerWord.warning.text(language, line) : AnswerWord.warningOf.text(language, name, line)
    }

    /// An error the same way, by how the command ended.
    static func failure(_ line: String, _ code: String) -> String {
        let name = Term.ending.name(code, language)
        return (["tracegrid"] + (name == code ? [] : [name]) + [line])
            .joined(separator: AnswerWord.colon.text(language))
    }

    /// Throws where the environment names a language that there is not.
    static func check() throws {
        if let word = environment("TRACEGRID_LANG"), Language(rawValue: word) == nil {
            throw Failure(.usage, "TRACEGRID_LANG: \(word) is neither en nor zh: set one of them")
        }
    }
}
