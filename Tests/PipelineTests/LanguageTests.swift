import Files
import Foundation
import TestSupport
import Testing

@testable import Publishing

/// What people read is in the language they asked for; what machines read is the same in every one.
@Suite struct LanguageTests {
    private static let grid = "990801010101"

    /// The sample county, and a copy whose settings say `zh`.
    private func counties() throws -> (english: County, chinese: County) {
        let english = try County.sample()
        try english.ingest()
        let chinese = try County(copyOf: english)
        let settings = try chinese.scratch.text("county/tracegrid.yaml")
        try chinese.scratch.write(
            "county/tracegrid.yaml", text: settings.replacing("language: en\n", with: "language: zh\n"))
        return (english, chinese)
    }

    /// The words of a list's workbook by row and column.
    private func page(_ night: Night) throws -> [[String]] {
        try Workbook(try night.bytes("grids/\(Self.grid)/tasks.xlsx"), file: "tasks.xlsx").pages[0].rows
    }

    /// The workbook with outcomes for the first rows, as another program writes it.
    private func filled(_ page: [[String]], _ outcomes: [String], _ outcome: String, _ at: String) throws -> [UInt8] {
        let columns = (
            try #require(page[0].firstIndex { $0.hasPrefix(outcome) }),
            try #require(page[0].firstIndex { $0.hasPrefix(at) })
        )
        var rows = page
        for (number, word) in outcomes.enumerated() {
            while rows[number + 1].count < rows[0].count { rows[number + 1].append("") }
            rows[number + 1][columns.0] = word
            rows[number + 1][columns.1] = "2020-01-28 18:00"
        }
        return ZipMaker.workbook(ZipMaker.rows(rows), name: "反馈")
    }

    @Test func `a Chinese list comes back as an English one does, and no other file of the run differs`() throws {
        let (english, chinese) = try counties()
        let (one, other) = (try english.night(), try chinese.night())
        let (left, right) = (try one.outputs(), try other.outputs())
        #expect(left.keys.sorted() == right.keys.sorted())
        let differing = left.keys.filter { left[$0] != right[$0] }
        #expect(differing.allSatisfy { $0 == "report.html" || $0.hasSuffix("tasks.xlsx") }, "\(differing)")
        #expect(differing.contains("report.html") && differing.contains("grids/\(Self.grid)/tasks.xlsx"))
        // The setting is part of what a run is.
        #expect(one.runID != other.runID)
        let (latin, han) = (try page(one), try page(other))
        #expect(latin.count == han.count && latin.count > 6)
        #expect(
            han[0] == [
                "任务编号", "网格编号", "姓名", "电话", "住址", "事项", "办理期限", "状态", "核查结果", "办理时间", "网格员", "转交网格",
                "备注", "名单时间",
            ])
        #expect(han.dropFirst().contains { $0.contains("接触者：上门核查并落实隔离") })
        for row in han {
            for cell in row { #expect(!cell.contains { $0.isASCII && $0.isLowercase && !$0.isHexDigit } || isID(cell)) }
        }
        let words = [
            ("confirmed 已核实", "已核实"), ("refuted", "不属实"), ("isolated 已隔离", "已隔离"),
            ("referred 已转交", "已转交"), ("unreachable", "联系不上"), ("closed 已办结", "已办结"),
        ]
        try english.deliver(["tasks.xlsx": try filled(latin, words.map(\.0), "outcome", "at\n")])
        try chinese.deliver(["tasks.xlsx": try filled(han, words.map(\.1), "核查结果", "办理时间")])
        let (next, then) = (try english.night("2020-01-29"), try chinese.night("2020-01-29"))
        for file in ["tasks.csv", "tasks.jsonl"] {
            let path = "grids/\(Self.grid)/\(file)"
            #expect(try next.text(path) == then.text(path))
            #expect(try next.text(path).contains("isolated"))
        }
        #expect(try next.text("task_rates.csv") == then.text("task_rates.csv"))
        let effects = try then.table("feedback.csv")
        #expect(effects.count == words.count && effects.allSatisfy { $0["effect"] == "counts" }, "\(effects)")
    }

    private func isID(_ cell: String) -> Bool { cell.hasPrefix("t") && cell.count == 21 }

    private func run(_ words: String..., on county: County, _ language: String? = nil) throws -> Tool.Ending {
        let environment = ["TRACEGRID_WORKSPACE": county.folder, "COLUMNS": "120", "TRACEGRID_LANG": language ?? ""]
        let ending = try Tool.run(words, environment: environment)
        #expect(ending.status == 0 || ending.status == 4, "\(words): \(ending.errors)")
        return ending
    }

    /// Words in Latin letters that are no code, id, file, option or command.
    private func english(in text: String) -> [String] {
        // Kinds of visits, and the room of a stay that others were near, are told in the words of their rows.
        let allowed: Set<String> = [
            "m", "km", "tracegrid", "links", "list", "room", "school", "cafe", "cardroom", "clinic", "pharmacy",
        ]
        return text.split { " \n\t，。：；、（）()[]「」“”".contains($0) }.map(String.init).filter { token in
            guard token.contains(where: { $0.isASCII && $0.isLetter }) else { return false }
            if token.contains(where: { $0.isNumber || "./".contains($0) }) || token.hasPrefix("--") { return false }
            if token.allSatisfy({ $0.isUppercase || "_-".contains($0) }) { return false }
            return !allowed.contains(token.lowercased())
        }
    }

    @Test func `daily commands answer in Chinese throughout, and machines get the same as ever`() throws {
        let chinese = try counties().chinese
        let first = try run("nightly", "--as-of", SampleData.asOf, on: chinese)
        #expect(first.output.contains("未申报人员") && first.output.contains("网格任务"))
        #expect(english(in: first.output).isEmpty, "\(english(in: first.output))")
        let alert = try #require(Table.rows(try run("alerts", "list", "--format", "csv", on: chinese).output).first)
        let contacts = Table.rows(try chinese.scratch.text("county/runs/\(SampleData.asOf)/current/contacts.csv"))
        let person = try #require(contacts.first { $0["rules"]?.contains("hotel") == true } ?? contacts.first)
        let (id, who) = (alert["alert_id"] ?? "", person["person"] ?? "")
        let questions = [
            ["tasks", "list"], ["tasks", "counts"], ["alerts", "list"], ["alerts", "show", id], ["codes", "list"],
            ["codes", "counts"], ["codes", "show", who], ["feeds"], ["trace", "S01", "--as-of", SampleData.asOf],
            ["person", who, "--as-of", SampleData.asOf],
        ]
        let environment = ["TRACEGRID_WORKSPACE": chinese.folder, "COLUMNS": "200"]
        func answer(_ words: [String]) throws -> String {
            let ending = try Tool.run(words, environment: environment)
            #expect(ending.status == 0, "\(words): \(ending.errors)")
            return ending.output
        }
        let undeclared = try #require(
            Table.rows(try chinese.scratch.text("county/runs/\(SampleData.asOf)/current/undeclared.csv")).first)
        for id in [person["contact_id"] ?? "", undeclared["undeclared_id"] ?? ""] {
            let told = try answer(["explain", id])
            // Rules, score terms and kinds of places are the policy's and the deliveries' words.
            let own = told.split(separator: "\n").filter { line in
                line.contains { ("一"..."龥").contains($0) } && !["规则", "出处", "地点", " = "].contains { line.contains($0) }
            }
            #expect(told.contains("查询对象") && told.contains("与上一批次相比"))
            let left = own.flatMap { english(in: String($0)) }
            #expect(left.allSatisfy { $0 == "companion" }, "\(left)")
            #expect(
                try answer(["explain", id, "--format", "json"])
                    == answer(["explain", id, "--format", "json", "--lang", "en"]))
        }
        for words in questions {
            let told = try answer(words)
            #expect(english(in: told).isEmpty, "\(words): \(english(in: told))\n\(told)")
            #expect(told.contains { ("一"..."龥").contains($0) })
            let shape = ["--format", words.count % 2 == 0 ? "json" : "csv"]
            #expect(try answer(words + shape) == answer(words + shape + ["--lang", "en"]), "\(words)")
        }
        // What is asked for overrules the settings, the option the environment.
        #expect(try run("tasks", "counts", on: chinese, "en").output.contains("open tasks"))
        #expect(try run("tasks", "counts", "--lang", "zh", on: chinese, "en").output.contains("待办任务"))
        // A warning says in Chinese what its code means; a log has it as ever.
        let late = ["screen", "--as-of", "2031-01-01", "--quiet"]
        let warned = try Tool.run(late, environment: environment)
        #expect(warned.errors.contains("警告：截至时刻在未来（AS_OF_IN_FUTURE: "), "\(warned.errors)")
        let logged = try Tool.run(late + ["--log-format", "text"], environment: environment)
        #expect(logged.errors.contains(" AS_OF_IN_FUTURE: ") && !logged.errors.contains("警告"), "\(logged.errors)")
        let refused = try Tool.run(["trace", "nobody"], environment: environment)
        #expect(refused.status == 2 && refused.errors.hasPrefix("tracegrid：用法错误：trace: no case nobody"))
        let wrong = try Tool.run(
            ["tasks", "counts"], environment: environment.merging(["TRACEGRID_LANG": "fr"]) { $1 })
        #expect(wrong.status == 2 && wrong.errors.contains("TRACEGRID_LANG: fr is neither en nor zh"))
    }

    private struct Command: Decodable {
        struct Argument: Decodable { var abstract: String? }
        var commandName: String, abstract: String?, discussion: String?
        var subcommands: [Command]?, arguments: [Argument]?

        /// Everything that help says of it, as the catalogue has it.
        var texts: [String] {
            let sentences = (discussion ?? "").components(separatedBy: "\n\n").filter { !$0.hasPrefix("EXAMPLES") }.map
            {
                $0.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
            }
            return ([abstract ?? ""] + sentences + (arguments ?? []).map { $0.abstract ?? "" }).filter { $0 != "" }
        }
    }
    private struct Dump: Decodable { var command: Command }

    @Test func `help of the daily commands is in both languages, and its catalogue has no word too many`() throws {
        let dump = try Tool.run(["--experimental-dump-help"]).output
        let root = try JSONDecoder().decode(Dump.self, from: Data(dump.utf8)).command
        // Overriding a code is no daily work.
        let daily: Set<String> = [
            "init", "nightly", "ingest", "screen", "feeds", "trace", "person", "tasks", "codes", "alerts", "report",
            "explain",
        ]
        var commands: [(path: [String], command: Command)] = [([], root)]
        for command in root.subcommands ?? [] where daily.contains(command.commandName) {
            commands.append(([command.commandName], command))
            for below in command.subcommands ?? [] where !["help", "override"].contains(below.commandName) {
                commands.append(([command.commandName, below.commandName], below))
            }
        }
        #expect(commands.count == 22)
        var used: Set<String> = []
        for (path, command) in commands {
            for text in command.texts {
                #expect(HelpWords.chinese(text) != nil, "\(path): \(text)")
                used.insert(text)
            }
            // Lists of commands name those too that are not daily, in English where they have no Chinese.
            used.formUnion((command.subcommands ?? []).compactMap(\.abstract))
        }
        #expect(Set(HelpWords.english).subtracting(used).isEmpty, "\(Set(HelpWords.english).subtracting(used))")
        func help(_ words: [String], _ environment: [String: String] = [:]) throws -> String {
            let ending = try Tool.run(words, environment: environment)
            #expect(ending.status == 0 && ending.errors.isEmpty, "\(words): \(ending.errors)")
            return ending.output
        }
        for path in [[], ["nightly"], ["tasks"], ["tasks", "export"], ["alerts", "list"], ["explain"]] {
            let english = try help(path + ["--help"], ["LC_ALL": "C"])
            #expect(english.contains("USAGE: tracegrid") && !english.contains("用法"))
            let chinese = try help(path + ["--help", "--lang", "zh"], ["COLUMNS": "100"])
            #expect(chinese.contains("用法：tracegrid") && chinese.contains("选项：") && chinese.contains("显示帮助。"))
            #expect(!chinese.contains("OPTIONS") && !chinese.contains("help information"))
            for line in chinese.split(separator: "\n") where !line.contains("tracegrid ") {
                #expect(TerminalTable.width(of: String(line)) <= 102, "\(line)")
            }
            #expect(try help(path + ["--help"], ["LC_ALL": "zh_CN.UTF-8", "COLUMNS": "100"]) == chinese)
            #expect(try help(path + ["--help"], ["LC_ALL": "zh_CN.UTF-8", "TRACEGRID_LANG": "en"]) == english)
        }
        // A command without Chinese says all of it in English; what a generator of manuals reads is never anything else.
        #expect(try help(["purge", "--help", "--lang", "zh"]).contains("USAGE"))
        #expect(try help(["--experimental-dump-help"], ["LC_ALL": "zh_CN.UTF-8"]) == dump)
    }

    @Test func `init writes the language into the settings`() throws {
        let scratch = try ScratchFolder()
        let made = try Tool.run(["init", scratch.path("county"), "--policy", "cn-nhc-v9", "--lang", "zh"])
        #expect(made.status == 0, "\(made.errors)")
        #expect(try scratch.text("county/tracegrid.yaml").contains("\nlanguage: zh\n"))
    }
}
