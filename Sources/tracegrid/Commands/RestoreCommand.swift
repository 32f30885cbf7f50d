import ArgumentParser
import Pipeline

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a workspace of a backup, in an empty folder.",
        discussion: """
            Every byte is held against its digest and every key against its fingerprint before the folder becomes a
            workspace; a restore that was interrupted is run again. The audit goes on with a record that says so, and
            what came after the backup is told as far as it is known. With --audit the lost workspace's own audit is
            kept in place of the older one of the backup.

            EXAMPLES
              tracegrid restore /mnt/backup/county county --keys /media/keys
              tracegrid restore /mnt/backup/county county --keys /media/keys --audit /mnt/old/county/audit
              tracegrid restore /mnt/backup/county county --keys /media/keys --backup 2020-01-28T013000Z-3f9c0a1b2c3d
            """)

    @Argument(help: "Folder of the backups.")
    var folder: String

    @Argument(help: "The new workspace: an empty folder, or one that is not there yet.")
    var target: String

    @Option(name: .customLong("backup"), help: "Id of the backup (see backup --list); else the last one.")
    var id: String?

    @Option(help: "Folder with pseudonym.key, audit.key and, for names, identity.key.")
    var keys: String?

    @Option(help: "The lost workspace's folder audit, or its audit.jsonl, where it is whole and newer.")
    var audit: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let console = Console(isQuiet: output.quiet)
        let summary = try Restore.run(
            RestoreRequest(folder: folder, target: target, id: id, keys: keys, audit: audit), now: clock(),
            reporter: console)
        output.show(table: summary.tableLines, json: summary.json, csv: summary.csv)
        try finish(summary.outcome, console)
    }
}
