import ArgumentParser
import Foundation
import Publishing

/// Help in Chinese, laid out anew: the parser of the command line has its headings in English, and breaks lines by
/// characters instead of their width.
struct HelpPage {
    /// A command as the parser tells of itself.
    private struct Command: Decodable {
        struct Argument: Decodable {
            struct Name: Decodable { var kind: String, name: String }
            var kind: String, abstract: String?, names: [Name]?, valueName: String?, defaultValue: String?
            var allValues: [String]?, shouldDisplay: Bool
        }
        var commandName: String, abstract: String?, discussion: String?
        var subcommands: [Command]?, arguments: [Argument]?
    }
    private struct Tool: Decodable { var command: Command }

    private let command: Command
    private let path: [String]
    private let usage: String
    private let groups: [(name: String, commands: [String])]
    private let width: Int

    /// The help that a message is, in Chinese; nil where it is none, or its command has none in Chinese.
    static func chinese(insteadOf message: String) -> String? {
        func same(_ text: String) -> Bool {
            text.trimmingCharacters(in: .whitespacesAndNewlines)
                == message.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        func find(_ type: any ParsableCommand.Type, _ path: [String]) -> (any ParsableCommand.Type, [String])? {
            if same(Tracegrid.helpMessage(for: type)) { return (type, path) }
            let below =
                type.configuration.subcommands + type.configuration.groupedSubcommands.flatMap(\.subcommands)
            for next in below {
                if let found = find(next, path + [next.configuration.commandName ?? ""]) { return found }
            }
            return nil
        }
        guard let (type, path) = find(Tracegrid.self, []) else { return nil }
        return HelpPage(type, path)?.text
    }

    private init?(_ type: any ParsableCommand.Type, _ path: [String]) {
        guard var command = try? JSONDecoder().decode(Tool.self, from: Data(Tracegrid._dumpHelp().utf8)).command else {
            return nil
        }
        for name in path {
            guard let next = command.subcommands?.first(where: { $0.commandName == name }) else { return nil }
            command = next
        }
        self.command = command
        self.path = path
        usage = Tracegrid.usageString(for: type)
        groups = type.configuration.groupedSubcommands.map { group in
            (group.name, group.subcommands.map { $0.configuration.commandName ?? "" })
        }
        width = min(100, Terminal.width)
    }

    private func word(_ heading: HelpHeading, _ values: String...) -> String {
        heading.phrase(values).text(.chinese)
    }

    /// The page; nil where a text of the command has no Chinese.
    private var text: String? {
        guard let abstract = HelpWords.chinese(command.abstract ?? ""), let discussion,
            let arguments = rows(command.arguments?.filter { $0.kind == "positional" }),
            let options = rows(command.arguments?.filter { $0.kind != "positional" })
        else { return nil }
        var lines = TextWrap.lines(abstract, width: width, indent: 0) + discussion
        lines += [""] + TextWrap.lines(word(.usage, usage), width: width, indent: 0)
        func section(_ heading: String, _ rows: [(String, String)]) {
            if !rows.isEmpty { lines += ["", heading] + HelpPage.laidOut(rows, width: width) }
        }
        section(word(.arguments), arguments)
        section(word(.options), options)
        // A command that is not daily may have no Chinese; the list names it all the same.
        let below = command.subcommands?.filter { $0.commandName != "help" }.map {
            ($0.commandName, HelpWords.chinese($0.abstract ?? "") ?? $0.abstract ?? "")
        }
        for (name, members) in groups {
            let heading = HelpHeading(rawValue: name)?.text(.chinese) ?? name
            section(word(.group, heading), members.compactMap { member in below?.first { $0.0 == member } })
        }
        let grouped = Set(groups.flatMap(\.commands))
        section(word(.subcommands), below?.filter { !grouped.contains($0.0) } ?? [])
        if below?.isEmpty == false {
            lines += ["", word(.detailed, path.joined(separator: " ")).replacingOccurrences(of: "  ", with: " ")]
        }
        return lines.joined(separator: "\n")
    }

    /// What is said beside the abstract: sentences, and examples as they are.
    private var discussion: [String]? {
        var lines: [String] = []
        for part in (command.discussion ?? "").components(separatedBy: "\n\n") where !part.isEmpty {
            let own = part.components(separatedBy: "\n")
            if own[0] == "EXAMPLES" {
                lines += ["", word(.examples)] + own.dropFirst()
            } else {
                let sentence = own.map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
                guard let chinese = HelpWords.chinese(sentence) else { return nil }
                lines += [""] + TextWrap.lines(chinese, width: width, indent: 0)
            }
        }
        return lines
    }

    private func rows(_ arguments: [Command.Argument]?) -> [(String, String)]? {
        var rows: [(String, String)] = []
        for argument in arguments ?? [] where argument.shouldDisplay {
            guard let abstract = HelpWords.chinese(argument.abstract ?? "") else { return nil }
            let names = (argument.names ?? []).sorted { $0.kind == "short" && $1.kind != "short" }
                .map { ($0.kind == "short" ? "-" : "--") + $0.name }
            let value = argument.kind == "flag" ? "" : "<\(argument.valueName ?? "")>"
            let notes = [
                argument.allValues.map { word(.values, $0.joined(separator: "、")) },
                argument.defaultValue.map { word(.fallback, $0) },
            ].compactMap(\.self)
            rows.append(
                (
                    [names.joined(separator: ", "), value].filter { !$0.isEmpty }.joined(separator: " "),
                    abstract + (notes.isEmpty ? "" : "（\(notes.joined(separator: "；"))）")
                ))
        }
        return rows
    }

    /// Names on the left, what they mean on the right.
    private static func laidOut(_ rows: [(String, String)], width: Int) -> [String] {
        let column = 26
        return rows.flatMap { name, meaning in
            let lines = TextWrap.lines(meaning, width: width - column, indent: 0)
                .map { String(repeating: " ", count: column) + $0.drop { $0 == " " } }
            let left = "  " + name
            if left.count > column - 2 { return [left] + lines }
            return [left + lines[0].dropFirst(left.count)] + lines.dropFirst()
        }
    }
}
