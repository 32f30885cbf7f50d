import Policy
import Vocabulary

/// The cell rules of a policy over the cases of a run: who was in one cell with a case, and had stayed there long.
///
/// A case is in a cell with the located parts of its itinerary, and with its own phones' stays (see ``CellStays``)
/// inside its window where no reported part speaks of the time. Each such (case, cell) is one question; the area asked
/// about is the cell, or the cell and its ring.
struct CellCompanions: Sendable {
    /// A time of a case in a cell.
    struct Presence: Sendable {
        var span: TimeSpan
        var isInferred: Bool
        var source: RowSource, origin: ItineraryPart.Origin
        var flags: EvidenceFlags
    }

    /// A case on a grid.
    struct CaseCells: Sendable {
        var caseID: String
        var presence: [CellGrid.Cell: [Presence]] = [:]
        /// What counts as the case's own stay in the area of each cell of ``presence``: the cell, or it and its ring.
        var stayInCell: [CellGrid.Cell: LongStay] = [:], stayInRing: [CellGrid.Cell: LongStay] = [:]
    }

    /// Times somewhere, as disjoint spans in order: all, and without what was inferred.
    struct LongStay: Sendable {
        var all: [TimeSpan], measured: [TimeSpan]
    }

    /// A rule with everything its grid holds.
    struct Ground: Sendable {
        var rule: Rule, settings: CellRule
        var grid: CellGrid
        var cases: [CaseCells]
        /// Questions that a phone in a cell can be an answer to: case number and cell.
        var questions: [CellGrid.Cell: [Question]] = [:]
    }

    struct Question: Hashable, Comparable, Sendable {
        var caseNumber: Int
        var cell: CellGrid.Cell
        static func < (left: Question, right: Question) -> Bool {
            (left.caseNumber, left.cell) < (right.caseNumber, right.cell)
        }
    }

    let grounds: [Ground]
    let gap: Int64
    let asOf: Int64
    private let caseSubjects: [String: Set<Pseudonym>]
    private let dropsVehicles: Bool
    /// Where and when a phone must have been heard from to be asked about.
    ///
    /// A stay goes on for at most a gap after a fix of a dwell in the area, and that fix lies within ownMeters of the
    /// dwell: each companion has a fix in the cover of the area, widened by these metres, in a time of the case widened
    /// by the gap into the past.
    let reachable: [ProximityPart]

    init(
        index: CaseIndex, rule: CarrierRule, windows: [String: InfectiousWindow], tracks: [String: [Track]], asOf: Int64
    ) {
        gap = rule.gapSeconds
        self.asOf = asOf
        caseSubjects = index.caseSubjects
        dropsVehicles = rule.inVehicle == .drop
        var grounds: [Ground] = []
        var reachable: [ProximityPart] = []
        for one in index.rules {
            guard case .cell(let settings) = one.kind else { continue }
            var ground = Ground(rule: one, settings: settings, grid: CellGrid(meters: settings.gridMeters), cases: [])
            for caseID in Set(index.parts.map(\.caseID)).union(windows.keys).sorted() {
                let held = CaseOnGrid(
                    caseID: caseID, window: windows[caseID], tracks: tracks[caseID] ?? [], index: index, rule: rule,
                    grid: ground.grid)
                ground.cases.append(held.cells)
            }
            for (number, held) in ground.cases.enumerated() {
                for cell in held.presence.keys.sorted() {
                    for near in ground.grid.ring(of: cell) {
                        ground.questions[near, default: []].append(Question(caseNumber: number, cell: cell))
                    }
                    let cover = ground.grid.cover(cell, withRing: true)
                    let spans = (held.presence[cell] ?? []).map {
                        TimeSpan($0.span.start - rule.gapSeconds, $0.span.end)
                    }
                    reachable += TimeSpan.union(spans).map { span in
                        ProximityPart(
                            span: span, position: cover.center, reachMeters: cover.meters + rule.ownMeters,
                            caseNumber: 0)
                    }
                }
            }
            grounds.append(ground)
        }
        self.grounds = grounds
        self.reachable = reachable
    }

    /// The exposures of a phone, and how many cases only the ring would join it to.
    func companions(_ phone: Pseudonym, _ track: Track) -> (exposures: [Exposure], edgeMisses: Int) {
        var exposures: [Exposure] = []
        var edgeMisses = 0
        for ground in grounds {
            let stays = CellStays(track, grid: ground.grid, gap: gap, dropsVehicles: dropsVehicles)
            let questions = Set(stays.cells.flatMap { ground.questions[$0] ?? [] }).sorted()
            for number in Set(questions.map(\.caseNumber)).sorted() {
                if caseSubjects[ground.cases[number].caseID]?.contains(phone) ?? false { continue }
                let asked = questions.filter { $0.caseNumber == number }.map(\.cell)
                func answers(ring: Bool) -> [Exposure] {
                    asked.flatMap { cell in
                        CellMeeting(self, ground, number, cell: cell, phone: phone, stays: stays, ring: ring).exposures
                    }
                }
                if ground.settings.ring == .same {
                    exposures += answers(ring: true)
                    continue
                }
                let letter = answers(ring: false)
                exposures += letter
                guard letter.isEmpty else { continue }
                let nearby = answers(ring: true)
                if !nearby.isEmpty { edgeMisses += 1 }
                if ground.settings.ring == .flag { exposures += nearby }
            }
        }
        return (exposures, edgeMisses)
    }
}

/// One case laid on a grid.
private struct CaseOnGrid {
    private(set) var cells: CellCompanions.CaseCells

    init(
        caseID: String, window: InfectiousWindow?, tracks: [Track], index: CaseIndex, rule: CarrierRule, grid: CellGrid
    ) {
        cells = CellCompanions.CaseCells(caseID: caseID)
        let parts = index.parts.filter { $0.caseID == caseID }
        var phones: [CellStays] = []
        var elsewise: [CellGrid.Cell: [TimeSpan]] = [:]
        for part in parts where part.origin != .observed(.carrier) {
            guard let (position, _) = ProximityMatcher.location(of: part, places: index.places) else { continue }
            let cell = grid.cell(of: position)
            cells.presence[cell, default: []].append(
                CellCompanions.Presence(
                    span: part.span, isInferred: false, source: part.source, origin: part.origin, flags: []))
            elsewise[cell, default: []].append(part.span)
        }
        let told = parts.filter { $0.origin == .reported && $0.kind != .point }.map(\.span)
        for track in tracks {
            let stays = CellStays(
                track, grid: grid, gap: rule.gapSeconds, dropsVehicles: rule.inVehicle == .drop)
            phones.append(stays)
            guard let window else { continue }
            for cell in stays.cells {
                for stay in stays.stays(in: [cell]) {
                    guard let inside = stay.span.intersection(window.span) else { continue }
                    // The reported part wins where both speak of the same time.
                    for span in SpanAlgebra.subtract(told, from: [inside]) where span.seconds > 0 {
                        cells.presence[cell, default: []].append(
                            CellCompanions.Presence(
                                span: span, isInferred: stay.isInferred, source: stay.source,
                                origin: .observed(.carrier), flags: stay.isAtTower ? .cellOnly : .carrierOnly))
                    }
                }
            }
        }
        for cell in cells.presence.keys {
            cells.presence[cell]?.sort { ($0.span, $0.source) < ($1.span, $1.source) }
            cells.stayInCell[cell] = Self.stay(in: [cell], phones, elsewise)
            cells.stayInRing[cell] = Self.stay(in: grid.ring(of: cell), phones, elsewise)
        }
    }

    /// By its own phones, inside the window or not, and by other evidence.
    private static func stay(
        in area: [CellGrid.Cell], _ phones: [CellStays], _ elsewise: [CellGrid.Cell: [TimeSpan]]
    ) -> CellCompanions.LongStay {
        let known = area.flatMap { elsewise[$0] ?? [] }
        let stays = phones.flatMap { $0.stays(in: area) }
        return CellCompanions.LongStay(
            all: TimeSpan.union(known + stays.map(\.span)),
            measured: TimeSpan.union(known + stays.filter { !$0.isInferred }.map(\.span)))
    }
}
