import ArgumentParser
import Files
import Foundation
import Pipeline
import Publishing

/// Which workspace.
struct WorkspaceOptions: ParsableArguments {
    @Option(name: .long, help: "Workspace folder; else TRACEGRID_WORKSPACE, else the current folder.")
    var workspace: String?

    /// The folder that was meant.
    var folder: String { workspace ?? environment("TRACEGRID_WORKSPACE") ?? "." }
}

/// Which workspace, and who reads people's data in it, why.
struct AccessOptions: ParsableArguments {
    @OptionGroup var place: WorkspaceOptions

    @Option(name: .long, help: "Purpose code of the settings; else TRACEGRID_PURPOSE, else the settings' own.")
    var purpose: String?

    @Option(name: .long, help: "Who acts, beside the account, for the audit; else TRACEGRID_ACTOR.")
    var actor: String?

    /// The folder that was meant.
    var folder: String { place.folder }

    /// The access that a command asks for.
    func request(_ command: AccessCommand, overruling reason: String? = nil) -> AccessRequest {
        AccessRequest(
            command, purpose: purpose ?? environment("TRACEGRID_PURPOSE"),
            actor: actor ?? environment("TRACEGRID_ACTOR"), overruling: reason, now: clock())
    }
}

/// How a command speaks.
struct OutputOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Say nothing but warnings and errors.")
    var quiet = false

    @Option(
        name: .customLong("log-format"),
        help: "How messages on standard error are written: plain, text or json; else TRACEGRID_LOG_FORMAT, else plain.")
    var logFormat: LogFormat?

    @Option(name: .long, help: "How the answer or closing summary is printed on standard output: table, csv or json.")
    var format: SummaryFormat = .table

    @OptionGroup var speech: LanguageOptions

    /// Prints a summary in the shape that was asked for; no line of a table can move the cursor, whatever was
    /// delivered.
    func show(table: [String], json: String, csv: String) {
        switch format {
        case .table: if !quiet { table.forEach { print(TerminalTable.printable($0)) } }
        case .json: print(json)
        case .csv: print(csv, terminator: "")
        }
    }
}

extension OutputOptions {
    /// Shows an answer: for people cut to the terminal's width and painted, page by page where it is long.
    func show(
        lines: (Int, Brush) -> [String], json: () -> String, csv: () -> String, isPaged: Bool = true
    ) {
        switch format {
        case .table:
            if quiet { return }
            let brush = Terminal.brush
            Terminal.show(lines(Terminal.width, brush).map(brush.printable), isPaged: isPaged)
        case .json: print(json(), terminator: "")
        case .csv: print(csv(), terminator: "")
        }
    }
}

extension OutputOptions {
    /// Asks a workspace a question under the audit, and shows the answer.
    func answer(
        _ command: AccessCommand, _ access: AccessOptions, _ ask: (Workspace) throws -> Report
    ) throws {
        let console = Console(isQuiet: quiet)
        let report = try Workspace.use(at: access.folder, access.request(command), reporter: console) { try ask($0) }
        show(
            table: report.lines(width: terminalWidth(), language: Speech.language), json: report.json,
            csv: report.csv)
        try finish(.done, console)
    }
}

/// Writes a page for a browser, readable by its owner only.
func writePage(_ html: String, to path: String, option: String = "--map") throws {
    do throws(FileError) {
        try AtomicFile.write(Array(html.utf8), to: path)
    } catch {
        throw Failure(.usage, "\(option) \(path): cannot be written: name a file in a folder that can")
    }
}

/// Shapes of a summary.
enum SummaryFormat: String, ExpressibleByArgument, CaseIterable {
    case table, csv, json
}

/// Throws where a reason was asked for and an empty one given.
func checkReason(_ reason: String?) throws {
    if let reason, reason.allSatisfy(\.isWhitespace) {
        throw ValidationError("--accept-anyway needs a reason, such as \"typed by hand, checked by J.\"")
    }
}

/// An environment variable that is set and not empty.
func environment(_ name: String) -> String? {
    guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else { return nil }
    return value
}

/// UTC seconds now: the only place where the clock is read.
func clock() -> Int64 { Int64(Date().timeIntervalSince1970) }
