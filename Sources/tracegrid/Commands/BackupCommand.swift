import ArgumentParser
import Pipeline

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy a workspace as of one moment into a folder, beside whatever runs; verify, list, remove copies.",
        discussion: """
            Only what is new since the last backup in the folder is copied. Backups expire (backup_days in the settings,
            7 by default), and each one removes those that have. Keys stay out: whoever has them and the backup has every
            name. Deliveries and task lists in it are in the clear: keep the folder on an encrypted disk.
            --verify reads every byte; it, --list and --prune need no workspace.

            EXAMPLES
              tracegrid backup /mnt/backup/county --workspace county
              tracegrid backup /mnt/backup/county --verify
              tracegrid backup /mnt/backup/county --prune
            """)

    @Argument(help: "Folder of the backups of this workspace; made where there is none.")
    var folder: String

    @Flag(help: "Read every byte of the backups instead of making one.")
    var verify = false

    @Flag(help: "List the backups instead of making one.")
    var list = false

    @Flag(help: "Remove the backups that have expired instead of making one.")
    var prune = false

    @Option(name: .customLong("backup"), help: "With --verify or --list: this backup only.")
    var id: String?

    @Flag(
        name: .customLong("with-keys"),
        help: "Put the keys into the backup; needs --whoever-has-it-reads-all too.")
    var withKeys = false

    @Flag(
        name: .customLong("whoever-has-it-reads-all"),
        help: "Say that you know what --with-keys means: the backup alone opens every name.")
    var isSure = false

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if [verify, list, prune].count(where: { $0 }) > 1 {
            throw ValidationError("give one of --verify, --list and --prune")
        }
        if withKeys != isSure {
            throw ValidationError(
                "--with-keys and --whoever-has-it-reads-all go together: a backup with its keys opens every name; "
                    + "better keep copies of the keys apart")
        }
        if withKeys, verify || list || prune { throw ValidationError("--with-keys belongs to making a backup") }
        if id != nil, !verify, !list { throw ValidationError("--backup belongs to --verify or --list") }
    }

    func run() throws {
        let console = Console(isQuiet: output.quiet)
        if prune {
            let line = try BackupCheck.prune(folder: folder, now: clock(), reporter: console)
            output.show(["text"], [[line]], name: "pruned")
            return try finish(.done, console)
        }
        if verify || list {
            let lines = try BackupCheck.run(folder: folder, id: id, isDeep: verify)
            output.show(BackupCheck.Line.columns, lines.map(\.cells), name: "backups")
            return try finish(lines.allSatisfy(\.isWhole) ? .done : .failed, console)
        }
        let request = access.request(.backup)
        let summary = try Workspace.use(at: access.folder, request, reporter: console) {
            try Backup.run(
                $0, BackupRequest(folder: folder, withKeys: withKeys), now: request.now, reporter: console)
        }
        output.show(table: summary.tableLines, json: summary.json, csv: summary.csv)
        try finish(.done, console)
    }
}
