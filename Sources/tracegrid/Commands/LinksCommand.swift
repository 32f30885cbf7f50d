import ArgumentParser
import Foundation
import Pipeline
import Publishing

struct LinksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "links",
        abstract:
            "Which phones, numbers and entries are one person's, and when: suggested, decided and taken back by people.",
        discussion: """
            A suggestion changes nothing. An accepted link is followed by person and trace inside its dates; every decision
            is kept with who, when and why, and can be taken back.

            EXAMPLES
              tracegrid links suggest --workspace county
              tracegrid links list --workspace county --state suggested
              tracegrid links accept --workspace county k3k9x0q8r7t2v5w1y4za6 --reason "asked on the phone"
              tracegrid links add --workspace county 15400000001 15400000002 --from 2020-01-25 --reason "second phone"
              tracegrid links undo --workspace county k3k9x0q8r7t2v5w1y4za6 --reason "brother's phone"
            """,
        subcommands: [
            LinksListCommand.self, LinksSuggestCommand.self, LinksAcceptCommand.self, LinksRejectCommand.self,
            LinksUndoCommand.self, LinksAddCommand.self,
        ])
}

/// What a decision is made with.
struct DecisionOptions: ParsableArguments {
    @Option(help: "Why, in a few words; kept with the decision.")
    var reason: String

    @Option(help: "Who decides; else the account.")
    var by: String?

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason needs words") }
    }

    var decider: String { by ?? SystemUser.current.name }

    /// Runs a decision under the lock and shows the link as it is then.
    func decide(_ command: AccessCommand, _ body: (Workspace) throws -> LinkList) throws {
        let console = Console(isQuiet: output.quiet)
        try Workspace.use(at: access.folder, access.request(command), reporter: console) {
            output.show(try body($0), $0)
        }
        try finish(.done, console)
    }
}

extension OutputOptions {
    /// Shows links.
    func show(_ list: LinkList, _ workspace: Workspace) {
        let zone = workspace.settings.zone
        show(
            lines: { list.lines(zone: zone, width: $0, brush: $1) }, json: { list.json(zone: zone) },
            csv: { list.csv(zone: zone) })
    }
}

struct LinksListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List links, all or those about one person, with what speaks for them.")

    @Argument(help: "A person by any identifier; else all links.")
    var subject: String?

    @Option(help: "Only links that are suggested, accepted, rejected or undone.")
    var state: String?

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let console = Console(isQuiet: output.quiet)
        try Workspace.use(at: access.folder, access.request(.linksList), reporter: console) {
            output.show(try Links.list($0, about: subject, state: state), $0)
        }
        try finish(.done, console)
    }
}

struct LinksSuggestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest",
        abstract: "Look for names that may be one person's, or one name of several; for one person by movement too.")

    @Argument(help: "A person by any identifier; else everybody, by rows that name two identifiers.")
    var subject: String?

    @OptionGroup var access: AccessOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let console = Console(isQuiet: output.quiet)
        try Workspace.use(at: access.folder, access.request(.linksSuggest), reporter: console) {
            output.show(try Links.suggest($0, about: subject, now: clock()), $0)
        }
        try finish(.done, console)
    }
}

struct LinksAcceptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept", abstract: "Accept a link: from now on it is followed inside its dates.")

    @Argument(help: "Id of the link (k...).")
    var link: String

    @Option(help: "First moment at which it holds; else the suggestion's.")
    var from: String?

    @Option(help: "Last moment at which it holds; else the suggestion's.")
    var until: String?

    @OptionGroup var decision: DecisionOptions

    func run() throws {
        try decision.decide(.linksAccept) {
            try Links.decide(
                $0, link, "accepted", from: from, until: until, by: decision.decider, reason: decision.reason,
                now: clock())
        }
    }
}

struct LinksRejectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject", abstract: "Reject a link: it is not suggested again.")

    @Argument(help: "Id of the link (k...).")
    var link: String

    @OptionGroup var decision: DecisionOptions

    func run() throws {
        try decision.decide(.linksReject) {
            try Links.decide(
                $0, link, "rejected", from: nil, until: nil, by: decision.decider, reason: decision.reason, now: clock()
            )
        }
    }
}

struct LinksUndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take a decision back: the link has no effect any more; it can be decided again."
    )

    @Argument(help: "Id of the link (k...).")
    var link: String

    @OptionGroup var decision: DecisionOptions

    func run() throws {
        try decision.decide(.linksUndo) {
            try Links.decide(
                $0, link, "undone", from: nil, until: nil, by: decision.decider, reason: decision.reason, now: clock())
        }
    }
}

struct LinksAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Link two names on one's own word, or part them.")

    @Argument(help: "One name, by any identifier.")
    var one: String

    @Argument(help: "The other.")
    var other: String

    @Flag(help: "They are not one person's, whatever the registry says.")
    var apart = false

    @Option(help: "First moment at which it holds; else always.")
    var from: String?

    @Option(help: "Last moment at which it holds; else until further notice.")
    var until: String?

    @OptionGroup var decision: DecisionOptions

    func run() throws {
        try decision.decide(.linksAdd) {
            try Links.add(
                $0, one, other, apart: apart, from: from, until: until, by: decision.decider, reason: decision.reason,
                now: clock())
        }
    }
}
