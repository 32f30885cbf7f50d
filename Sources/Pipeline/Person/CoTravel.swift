import Assessment
import Ledger
import Matching
import Policy
import Publishing
import Vocabulary

/// Whom a person was with: rides, orders, rooms, vehicles and convoys by the night's own matching, nearness by phones.
struct CoTravel {
    let identity: Identity
    let rows: PersonRows
    let trail: [TrailLine]
    let ground: TrailGround
    let policy: Policy
    let zone: ZoneRules
    /// The period that is looked through, until the moment asked about.
    let period: TimeSpan
    let timetable: Timetable
    let vehicles: [VehicleFact]

    /// Least minutes near one another by phones alone.
    static let leastMinutes = 10.0

    /// Everything that was shared with anybody, by the identifier that was seen.
    func shared(_ scan: StoreScan, phones: StoreScan) throws -> [Pseudonym: [CompanionRow.Evidence]] {
        let index = index
        var evidence: [Pseudonym: [CompanionRow.Evidence]] = [:]
        let sets = try scan.findings(stage: "travelling together", reporter: SilentReporter()) {
            try ContactLook($0, index: index)
        }
        for exposure in Screening.report(of: sets.findings, index).exposures {
            for kind in kinds(exposure) {
                evidence[exposure.subject, default: []].append(self.evidence(exposure, kind: kind))
            }
        }
        for (phone, near) in try near(phones, only: nil) { evidence[phone, default: []] += near }
        return evidence
    }

    /// What two people shared, by the identifiers of the other while they are the other's.
    func shared(with other: Identity, _ scan: StoreScan) throws -> [CompanionRow.Evidence] {
        let index = index
        let names = other.identifiers
        let sets = try scan.rows(of: names) { block in
            var hits = HitSet()
            if block.feed != .carrier { index.match(other.rows(of: block), into: &hits) }
            return hits
        }
        let exposures = Screening.report(of: sets, index).exposures.filter { names.contains($0.subject) }
        return exposures.flatMap { exposure in kinds(exposure).map { evidence(exposure, kind: $0) } }
            + (try near(scan, only: other).values.flatMap(\.self))
    }

    /// The person's rows as a case's itinerary.
    private var index: CaseIndex {
        let isVehicle = identity.subject.kind == .plate
        let roles: Set<ItineraryPart.Role> = [.passage, .ticket, .vehiclePassage]
        let lengthening = ItineraryExtension(
            places: ground.places, openEndHours: policy.openEndHours, traces: roles)
        // A vehicle's passages are nobody's: its drivers are among those it was with.
        let own = (rows.own + rows.vehicles).filter { $0.feed != .carrier }.map { row in
            var row = row
            if isVehicle { (row.idNumber, row.phone) = (nil, nil) }
            return row
        }
        var parts = lengthening.extend(
            caseID: "asked", window: InfectiousWindow(span: period), reported: [], observations: own
        ).parts
        if isVehicle {
            parts += own.filter { $0.place != nil }.map { row in
                var part = ItineraryPart(
                    caseID: "asked", kind: row.span.seconds > 0 ? .stay : .point, span: row.span, place: row.place,
                    plate: row.plate, origin: .observed(row.feed), source: row.source)
                if let place = row.place.flatMap({ ground.places[$0] }) {
                    (part.position, part.radiusMeters) = (place.position, place.radiusMeters)
                }
                return part
            }
        }
        return CaseIndex(
            parts: parts, caseSubjects: ["asked": identity.identifiers], rules: CoTravelRules.all,
            places: ground.places, timetable: timetable, openEndHours: policy.openEndHours, zone: zone,
            vehicles: vehicles, rideSettings: policy.rides)
    }

    /// What an exposure shows: its companion evidence, or that the two were aboard or at one place.
    private func kinds(_ exposure: Exposure) -> [String] {
        let words = [
            "SAME_ORDER": "order", "SAME_ROOM": "room", "SAME_PLATE": "vehicle", "ADJACENT_SEATS": "seats",
            "CONVOY": "convoy",
        ]
        let bonds = exposure.flags.compactMap { words[$0] }
        if exposure.rule == "companion" { return bonds }
        return exposure.rule == "ride" ? ["ride"] : ["place"]
    }

    private func evidence(_ exposure: Exposure, kind: String) -> CompanionRow.Evidence {
        let name = ground.places[exposure.place]?.name ?? ""
        return CompanionRow.Evidence(
            span: exposure.span, kind: kind,
            place: [exposure.place, name].filter { !$0.isEmpty }.joined(separator: " "), minutes: exposure.minutes,
            meters: exposure.minDistanceMeters,
            source: ground.source(
                exposure.feed.rawValue, rows: exposure.observations, exposure.span, exposure.subjectSource))
    }

    /// Phones near the person's stays, of everybody or of one other.
    func near(_ scan: StoreScan, only: Identity?) throws -> [Pseudonym: [CompanionRow.Evidence]] {
        let stays = trail.filter { $0.kind == .stay && $0.span.seconds > 0 }
        let around = CoLocation(
            stays: stays.compactMap { line in
                line.position.map {
                    CoLocation.Stay(
                        span: line.span, position: $0,
                        reach: min(line.radiusMeters, CoLocation.mostRadius) + CoLocation.nearMeters)
                }
            }, gapSeconds: policy.carrier.gapSeconds)
        let located = stays.filter { $0.position != nil }
        let runs = try only.map { try around.runs(scan, of: $0) } ?? around.runs(scan, but: identity.identifiers)
        return runs.compactMapValues { runs in
            let long = runs.filter { $0.span.seconds > 0 }
            guard Double(long.reduce(0) { $0 + $1.span.seconds }) / 60 >= Self.leastMinutes else { return nil }
            return long.map { run in
                let stay = located[Int(run.stay)]
                return CompanionRow.Evidence(
                    span: run.span, kind: "near", place: stay.spot(), minutes: Double(run.span.seconds) / 60,
                    meters: Double(run.meters),
                    source: ground.source("carrier", rows: Int(run.positions), run.span, run.source))
            }
        }
    }
}

extension CoLocation {
    /// Runs of one person's phones alone, while they are that person's, found by the person index.
    func runs(_ scan: StoreScan, of person: Identity) throws -> [Pseudonym: [Run]] {
        if stays.isEmpty { return [:] }
        let around = self
        let phones = person.identifiers
        let found = try scan.rows(of: phones, feed: .carrier) { block in
            var look = CoLocationLook(around)
            look.add(person.rows(of: block))
            return look.finding
        }
        var runs: [Pseudonym: [Run]] = [:]
        for found in found.joined() where phones.contains(found.phone) {
            runs[found.phone, default: []].append(found.run)
        }
        return runs.mapValues(joined)
    }
}

extension Identity {
    /// Rows about them by a name that is theirs when the row starts, as their own rows are told from others'.
    fileprivate func rows(of block: ObservationBlock) -> ObservationBlock {
        let own = (0..<block.count).filter { row in
            var code = block.personCode(of: row, registered: [])
            // A position is its phone's.
            if block.feed == .carrier { code = block.phone.isEmpty ? 0 : block.phone[row] }
            if code == 0, !block.plate.isEmpty { code = block.plate[row] }
            return code != 0 && has(block.subjects[Int(code) - 1], at: block.start[row])
        }
        return own.count == block.count ? block : block.keeping(own)
    }
}
