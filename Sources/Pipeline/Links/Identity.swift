import Assessment
import Ledger
import Vocabulary

/// Everything somebody goes by, and when: the registry's word, and the links that people decided on.
struct Identity {
    /// A name, when it is theirs, and by what.
    struct Name: Hashable {
        var name: Pseudonym
        var span: TimeSpan
        /// The link that says so; nil for the registry, and for what was asked about.
        var link: String?
    }
    /// The registry entry, or the bare identifier.
    let subject: Pseudonym
    /// The registry's entry, where there is one.
    let person: Person?
    /// Names with their times; one name may have several.
    private(set) var names: [Name] = []
    /// All links about any of the names, decided or not, by id.
    private(set) var links: [IdentityLink] = []
    /// Owners of a bare identifier that several people own.
    let owners: [Pseudonym]

    private static let always = TimeSpan(.min / 2, .max / 2)

    /// Follows the registry and all accepted links from a name on.
    ///
    /// A phone or ID number of one owner is that person; a plate stays a vehicle, for it is not its driver, and a name
    /// of several owners stays bare.
    init(_ asked: Pseudonym, in ledger: LedgerSnapshot) throws {
        let owners = asked.kind == .person ? [asked] : try ledger.owners(of: asked)
        person = asked.kind == .plate || owners.count != 1 ? nil : try ledger.person(owners[0])
        subject = person?.pseudonym ?? asked
        self.owners = person == nil ? owners : []
        var seen: Set<Name> = []
        var open = [Name(name: subject, span: Self.always, link: nil)]
        var known: [String: IdentityLink] = [:]
        // First in, first out: what is known for longer comes before what a link knows for a time.
        while !open.isEmpty {
            let next = open.removeFirst()
            let isKnown = seen.contains {
                $0.name == next.name && $0.span.start <= next.span.start && next.span.end <= $0.span.end
            }
            if isKnown { continue }
            seen.insert(next)
            let about = try ledger.links(of: next.name)
            for link in about { known[link.linkID] = link }
            for link in about where link.state == .accepted && link.kind == .same {
                guard let span = link.span.intersection(next.span) else { continue }
                let other = link.one == next.name ? link.other : link.one
                // The later word of the two counts: what was parted may be linked again.
                let apart = try about.filter {
                    try $0.state == .accepted && $0.kind == .apart && [$0.one, $0.other].contains(other)
                        && Self.decided($0, in: ledger) >= Self.decided(link, in: ledger)
                }
                for span in Self.without(apart.map(\.span), span) {
                    open.append(Name(name: other, span: span, link: link.linkID))
                }
            }
            guard next.name.kind == .person, let entry = try ledger.person(next.name) else { continue }
            for identifier in entry.identifiers {
                let links = try ledger.links(of: identifier)
                for link in links { known[link.linkID] = link }
                let apart = links.filter {
                    $0.state == .accepted && $0.kind == .apart && [$0.one, $0.other].contains(next.name)
                }
                for span in Self.without(apart.map(\.span), next.span) {
                    open.append(Name(name: identifier, span: span, link: next.link))
                }
            }
        }
        names = seen.sorted { ($0.name, $0.span, $0.link ?? "") < ($1.name, $1.span, $1.link ?? "") }
        links = known.values.sorted { $0.linkID < $1.linkID }
    }

    /// All names that occur in feeds, whenever they are theirs.
    var identifiers: Set<Pseudonym> { Set(names.map(\.name).filter { $0.kind != .person }) }

    /// Whether a name is theirs at a moment.
    func has(_ name: Pseudonym, at moment: Int64) -> Bool {
        names.contains { $0.name == name && $0.span.start <= moment && moment <= $0.span.end }
    }

    /// Whether people decided anything about the names.
    var hasAcceptedLinks: Bool { links.contains { $0.state == .accepted } }

    /// Registry entries of everything they are, linked entries too.
    var people: Set<Pseudonym> { Set(names.map(\.name).filter { $0.kind == .person }) }

    private static func decided(_ link: IdentityLink, in ledger: LedgerSnapshot) throws -> Int64 {
        try ledger.decisions(of: link.linkID).last?.at ?? link.madeAt
    }

    private static func without(_ out: [TimeSpan], _ whole: TimeSpan) -> [TimeSpan] {
        var left: [TimeSpan] = []
        var start = whole.start
        for span in TimeSpan.union(out) where span.overlaps(whole) {
            if start < span.start { left.append(TimeSpan(start, span.start - 1)) }
            start = max(start, span.end + 1)
        }
        if start <= whole.end { left.append(TimeSpan(start, whole.end)) }
        return left
    }
}
