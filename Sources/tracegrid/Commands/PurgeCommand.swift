import ArgumentParser
import Pipeline
import Publishing

struct PurgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Remove what is older than it is kept, and certify it; or verify such a certificate.",
        discussion: """
            How long what is kept stands under retention_days in tracegrid.yaml. Every night ends with a purge; it may be
            interrupted at any moment, the next command that writes goes on. Legal holds (tracegrid hold) are respected.
            --verify tells whether a certificate is whole, whether what it lists is gone, and with --row whether one row
            was among what went; it needs nothing of what was removed.

            EXAMPLES
              tracegrid purge --workspace county --as-of 2020-03-01 --dry-run
              tracegrid purge --workspace county --as-of 2020-03-01
              tracegrid purge --workspace county --verify county/certificates/purge-000001-2020-03-01.json
              tracegrid purge --workspace county --verify purge-000001-2020-03-01.json --row e7adea7f6b64c018
            """)

    @Option(name: .customLong("as-of"), help: "Moment from which ages are counted: a date or RFC 3339; else now.")
    var asOf: String?

    @Flag(name: .customLong("dry-run"), help: "Tell what would go, and remove nothing.")
    var isDryRun = false

    @Option(help: "Verify this certificate instead.")
    var verify: String?

    @Option(help: "With --verify: digest of a row (16 hexadecimal digits), or FILE:LINE where none was kept.")
    var row: String?

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if verify != nil, asOf != nil || isDryRun {
            throw ValidationError("--verify stands alone: leave out --as-of and --dry-run")
        }
        if row != nil, verify == nil { throw ValidationError("--row belongs to --verify CERTIFICATE") }
    }

    func run() throws {
        let console = Console(isQuiet: output.quiet)
        if let verify { return try check(verify, console) }
        let request = access.request(isDryRun ? .purgeDryRun : .purge)
        let summary = try Workspace.use(at: access.folder, request, reporter: console) { workspace in
            try Purge.run(
                workspace, PurgeRequest(asOf: asOf, isDryRun: isDryRun), now: request.now, reporter: console)
        }
        output.show(table: summary.tableLines, json: summary.json, csv: summary.csv)
        try finish(.done, console)
    }

    private func check(_ path: String, _ console: Console) throws {
        let findings = try Workspace.use(at: access.folder, access.request(.purgeVerify), reporter: console) {
            try CertificateCheck.run($0, CertificateRequest(path: path, row: row))
        }
        let columns = ["state", "check", "text"]
        let rows = findings.map { [$0.state.rawValue, $0.check, $0.text] }
        output.show(columns, rows, name: "checks")
        try finish(CertificateCheck.outcome(of: findings), console)
    }
}

extension OutputOptions {
    /// Prints rows of cells in the shape that was asked for.
    func show(_ columns: [String], _ rows: [[String]], name: String) {
        var table = TerminalTable(header: columns)
        for row in rows { table.append(row) }
        var csv = CSVWriter(header: columns)
        for row in rows { csv.append(row) }
        let objects = rows.map { row in JSONText.object(zip(columns, row).map { ($0, .string($1)) }) }
        show(
            table: table.lines, json: JSONText.object([(name, .array(objects))]).line,
            csv: String(decoding: csv.bytes, as: UTF8.self))
    }
}
