import Matching
@testable import Policy
import Testing
import Vocabulary

/// What a case's own rows tell companion rules beside where it was.
@Suite struct ItineraryTraceTests {
    private let me = Pseudonym(kind: .idNumber, high: 1, low: 0)
    private let car = Pseudonym(kind: .plate, high: 2, low: 0)

    private func extend(
        _ reported: [ItineraryPart], _ rows: [Observation],
        traces: Set<ItineraryPart.Role> = [.ticket, .passage, .vehiclePassage]
    ) -> [ItineraryPart] {
        ItineraryExtension(places: [:], openEndHours: [:], traces: traces).extend(
            caseID: "C", window: InfectiousWindow(span: TimeSpan(1000, 100_000)), reported: reported,
            observations: rows
        ).parts
    }

    private func ticket(carriage: String?, seat: String?, order: String?) -> Observation {
        var row = Observation(feed: .travel, span: TimeSpan(2000, 3000))
        row.idNumber = me
        row.traits.mode = .rail
        (row.service, row.carriage, row.seat, row.order) = ("G1", carriage, seat, order)
        return row
    }

    private func check(_ place: String, _ time: Int64, person: Bool = true) -> Observation {
        var row = Observation(feed: .checkpoint, span: TimeSpan(at: time))
        row.idNumber = person ? me : nil
        (row.plate, row.place) = (car, place)
        return row
    }

    private let ride = ItineraryPart(
        caseID: "C", kind: .ride, span: TimeSpan(2000, 3000), ride: Ride(mode: .rail, service: "G1", serviceDate: nil))

    @Test func `a reported ride takes coach and seat from the case's ticket, and the ticket keeps its order`() {
        let parts = extend([ride], [ticket(carriage: "5", seat: "2A", order: "O")])
        #expect(parts.map(\.role.rawValue).sorted() == ["presence", "ticket"])
        let told = parts.first { $0.role == .presence }?.ride
        #expect(told?.carriage == "5" && told?.seat == "2A" && told?.order == nil)
        #expect(parts.first { $0.role == .ticket }?.ride?.order == "O")
    }

    @Test func `what was reported wins, and tickets that disagree fill nothing`() {
        var seated = ride
        seated.ride?.carriage = "7"
        let other = extend([seated], [ticket(carriage: "5", seat: "2A", order: nil)])
        #expect(other.map(\.ride?.carriage) == ["7"])
        #expect(other.map(\.ride?.seat) == [nil])
        let two = [ticket(carriage: "5", seat: "2A", order: nil), ticket(carriage: "6", seat: "9F", order: nil)]
        #expect(extend([ride], two).map(\.ride?.carriage) == [nil])
    }

    @Test func `passages inside a reported ride stay passages, and those inside a stay elsewhere are none`() {
        let stay = ItineraryPart(caseID: "C", kind: .stay, span: TimeSpan(5000, 6000), place: "HOME")
        let parts = extend([ride, stay], [check("K1", 2500), check("K2", 5500), check("K3", 500)])
        #expect(parts.filter { $0.role == .passage }.map(\.place) == ["K1", "HOME"])
        #expect(parts.filter { $0.role == .presence }.map(\.kind) == [.ride, .stay])
    }

    @Test func `a stay that began before the window was not arrived at inside it`() {
        let stay = ItineraryPart(caseID: "C", kind: .stay, span: TimeSpan(500, 6000), place: "HOME")
        #expect(extend([stay], []).map(\.role) == [.presence])
    }

    @Test func `a vehicle's passage is no presence of its owner, and only kept where a rule asks for it`() {
        let row = check("K1", 2500, person: false)
        #expect(extend([], [row]).map(\.role) == [.vehiclePassage])
        #expect(extend([], [row], traces: [.passage]).isEmpty)
        #expect(extend([], [check("K1", 2500)], traces: []).map(\.role) == [.presence])
    }
}
