import Assessment
import Matching
import Policy
import Vocabulary

/// Contacts of contacts, in time order (DOMAIN 3.1): whoever met a close contact after that contact's own first
/// exposure and before its isolation.
///
/// Each such contact becomes the "case" of a second index, its own observations the itinerary. One step only: a
/// secondary contact has no contacts of its own here.
struct SecondaryContacts {
    /// A contact whose contacts are looked for.
    struct Source: Hashable {
        /// The contact and its case.
        var contactID: String
        var caseID: String
        var person: Pseudonym
        /// Identifiers by which the contact is found; shared ones are nobody's.
        var identifiers: Set<Pseudonym>
        /// From the first exposure until the isolation.
        var span: TimeSpan

        /// What stands for the case in the second index; contacts of one case lie together there.
        var key: String { caseID + "\u{1F}" + contactID }
    }
    /// What was found.
    struct Found {
        var exposures: [Exposure] = []
        /// Contacts looked at, and exposures beyond ``mostExposures``.
        var sources = 0, leftOut = 0
    }

    /// Most exposures of one subject to one case by one rule that are listed: those with the most minutes.
    static let mostExposures = 16
    /// Contacts that are looked at in one pass over the store.
    static let sourcesPerPass = 10_000

    let rule: SecondaryRule
    let policy: Policy
    let directory: PersonDirectory
    let places: [String: Place]
    let timetable: Timetable
    let vehicles: [VehicleFact]
    let isolations: Isolations
    let zone: ZoneRules
    let asOf: Int64

    /// The secondary exposures that follow from contacts.
    ///
    /// `read` gives the observations of identifiers in some feeds that may reach past a moment; `match` puts the store
    /// past an index, from a moment on.
    func found(
        from contacts: [Contact], caseSubjects: [String: Set<Pseudonym>],
        read: (_ identifiers: Set<Pseudonym>, _ feeds: Set<Feed>, _ from: Int64) throws -> [Pseudonym: [Observation]],
        match: (_ index: CaseIndex, _ from: Int64) throws -> ExposureReport
    ) throws -> Found {
        let sources = sources(contacts)
        let known = known(contacts, caseSubjects: caseSubjects)
        var found = Found(sources: sources.count)
        for first in stride(from: 0, to: sources.count, by: Self.sourcesPerPass) {
            let pass = Array(sources[first..<min(sources.count, first + Self.sourcesPerPass)])
            guard let from = pass.map(\.span.start).min() else { continue }
            let observations = try read(pass.reduce(into: []) { $0.formUnion($1.identifiers) }, feeds, from)
            let index = index(of: pass, observations: observations, known: known)
            found.exposures += exposures(try match(index, from).exposures, of: pass)
        }
        shorten(&found)
        return found
    }

    /// The contacts whose contacts count, by case and id.
    ///
    /// A contact that is a case is traced as a case, and behind a plate alone nobody knows who sat.
    func sources(_ contacts: [Contact]) -> [Source] {
        contacts.filter { contact in
            rule.ofTiers.contains(contact.tier) && !contact.flags.contains("IS_CASE")
                && !contact.flags.contains("PLATE_ONLY")
        }.compactMap { contact -> Source? in
            let exposed = contact.exposures.filter { rule.fromTiers.contains($0.tier) }.map(\.span.start).min()
            guard let exposed else { return nil }
            let names = names(of: contact.person).filter { $0.kind != .plate && !directory.isShared($0) }
            let end = isolations.end(
                of: names, from: exposed, dayCounts: rule.isolationDayCounts, zone: zone, asOf: asOf)
            guard exposed <= end else { return nil }
            return Source(
                contactID: contact.contactID, caseID: contact.caseID, person: contact.person,
                identifiers: Set(names).filter { $0.kind != .person }, span: TimeSpan(exposed, end))
        }.sorted { ($0.caseID, $0.contactID, $0.person) < ($1.caseID, $1.contactID, $1.person) }
    }

    /// Everything a person goes by.
    private func names(of person: Pseudonym) -> [Pseudonym] {
        [person] + (directory.person(person)?.identifiers ?? [])
    }

    /// For each case whom it needs no second link to: itself, and its contacts of the tiers whose contacts count.
    private func known(_ contacts: [Contact], caseSubjects: [String: Set<Pseudonym>]) -> [String: Set<Pseudonym>] {
        var known = caseSubjects
        for contact in contacts where rule.ofTiers.contains(contact.tier) {
            known[contact.caseID, default: []].formUnion(names(of: contact.person))
        }
        return known
    }

    private var rules: [Rule] { policy.rules.filter { rule.rules.contains($0.id) } }

    /// Feeds from which a contact's itinerary is made; phones are not among them, for only the cases' are cleaned.
    private var feeds: Set<Feed> {
        let needsRides = rules.contains { rule in
            switch rule.kind {
            case .ride, .companion: true
            case .place, .proximity, .cell: false
            }
        }
        return Set([.hotel, .visit, .parking, .checkpoint] + (needsRides ? [.travel] : []))
    }

    private func index(
        of sources: [Source], observations: [Pseudonym: [Observation]], known: [String: Set<Pseudonym>]
    ) -> CaseIndex {
        let lengthening = ItineraryExtension(
            places: places, openEndHours: policy.openEndHours, traces: policy.traces.subtracting([.vehiclePassage]))
        var parts: [ItineraryPart] = []
        // One set for all contacts of a case, so that nobody of them is compared with the others.
        var cases: [String: String] = [:]
        for source in sources {
            parts +=
                lengthening.extend(
                    caseID: source.key, window: InfectiousWindow(span: source.span), reported: [],
                    observations: CaseSide.own(source.identifiers, of: observations, directory: directory)
                ).parts
            cases[source.key] = source.caseID
        }
        return CaseIndex(
            parts: parts, caseSubjects: known, rules: rules, places: places, timetable: timetable,
            openEndHours: policy.openEndHours, zone: zone, registered: directory.registered, vehicles: vehicles,
            rideSettings: policy.rides,
            subjectsKey: cases, caps: policy.caps)
    }

    /// Exposures to contacts as exposures to their cases.
    private func exposures(_ found: [Exposure], of sources: [Source]) -> [Exposure] {
        let byID = Dictionary(sources.map { ($0.key, $0) }) { first, _ in first }
        return found.compactMap { exposure in
            guard let source = byID[exposure.caseID] else { return nil }
            var linked = exposure
            linked.caseID = source.caseID
            linked.via = source.person
            linked.viaSpan = source.span
            linked.tier = max(exposure.tier, rule.tier)
            linked.flags = (exposure.flags + ["VIA_CONTACT"]).sorted()
            return linked
        }
    }

    private struct ListKey: Hashable {
        var caseID: String
        var subject: Pseudonym
        var rule: String
    }

    /// Leaves of each list the exposures with the most minutes, so that a school in which all are contacts of contacts
    /// does not fill the disk.
    private func shorten(_ found: inout Found) {
        let lists = Dictionary(grouping: found.exposures) {
            ListKey(caseID: $0.caseID, subject: $0.subject, rule: $0.rule)
        }
        guard lists.values.contains(where: { $0.count > Self.mostExposures }) else { return }
        found.exposures = lists.values.flatMap { list -> [Exposure] in
            guard list.count > Self.mostExposures else { return list }
            found.leftOut += list.count - Self.mostExposures
            return list.sorted { left, right in
                if left.tier != right.tier { return left.tier < right.tier }
                if left.minutes != right.minutes { return left.minutes > right.minutes }
                return exposurePrecedes(left, right)
            }.prefix(Self.mostExposures).map { exposure in
                var marked = exposure
                marked.flags = (exposure.flags + ["EVIDENCE_SHORTENED"]).sorted()
                return marked
            }
        }
    }
}
