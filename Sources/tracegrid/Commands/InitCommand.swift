import ArgumentParser
import Pipeline
import Publishing

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a workspace: settings, policy, keys, and folders for feeds and results.",
        discussion: """
            --lang goes into the settings: what every run writes for people, and what commands answer, is in it.

            EXAMPLES
              tracegrid init county --policy cn-nhc-v9 --home-region 990801
              tracegrid init county --policy cn-nhc-v9 --home-region 990801 --lang zh
              tracegrid init demo --policy cn-nhc-v9 --no-encryption     (for synthetic data only)
            """)

    @Argument(help: "Folder to make; it must not exist or be empty.")
    var folder: String

    @Option(help: "Policy to follow; there is no default, an office must choose.")
    var policy: String?

    @Option(name: .customLong("home-region"), help: "Region code prefix that counts as home; may be given again.")
    var homeRegions: [String] = []

    @Option(name: .customLong("time-zone"), help: "Zone of wall times in feeds, and of the local day.")
    var timeZone = "Asia/Shanghai"

    @Option(help: "YAML file with feed mappings to put into the settings.")
    var feeds: String?

    @Flag(
        name: .customLong("no-encryption"),
        help: "Keep identities in the clear. For synthetic data only; every output says so.")
    var noEncryption = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let made = try Workspace.create(
            at: folder,
            WorkspacePlan(
                policy: policy, homeRegions: homeRegions, timeZone: timeZone, feedsFile: feeds,
                isEncrypted: !noEncryption, language: Speech.asked ?? .english, now: clock()))
        guard !output.quiet else { return }
        for line in made.welcome { print(line) }
    }
}
