import TestSupport
import Testing
import Vocabulary

/// What a case told, against its own rows in the feeds.
@Suite struct DisagreementTests {
    /// A case who told of an hour at one place, and what feeds say of it in that hour.
    private func night(_ feeds: [String: String]) throws -> (county: County, night: Night) {
        let county = try County(policy: "cn-nhc-v8")
        try county.deliver("people.csv", text: "person_id,name,id_number,phones\nP1,N1,E10000,15490000001\n")
        try county.deliver(
            "places.csv",
            text: "place_id,kind,name,lon,lat,radius_m\nCAF1,cafe,A,118.3,28.9,20\nHOT1,hotel,B,118.33,28.9,20\n")
        try county.deliver(
            "cases.csv", text: "case_id,id_number,onset,confirmed\nC1,E10000,2020-01-27,2020-01-28 20:00:00\n")
        try county.deliver(
            "itineraries.csv",
            text: "case_id,kind,start,end,place_id\nC1,stay,2020-01-26 10:00:00,2020-01-26 11:00:00,CAF1\n")
        for (name, text) in feeds { try county.deliver(name, text: text) }
        return (county, try county.night("2020-01-29"))
    }

    private static let hotel =
        "place_id,room,id_number,check_in,check_out\nHOT1,301,E10000,2020-01-26 10:00:00,2020-01-26 20:00:00\n"
    private static let phone = "phone,time,lon,lat\n15490000001,2020-01-26 10:30:00,118.36,28.9\n"

    @Test func `feeds that settle where a case was are told of in one line, and in the manifest`() throws {
        let (county, night) = try night(["hotel.csv": Self.hotel, "carrier.csv": Self.phone])
        let line =
            "FEEDS_DISAGREE: 1 own rows of 1 cases contradict what the cases told, the first in hotel of case C1 "
            + "(disagreements.csv): the reported part counts; ask the case, and correct the row that is wrong"
        #expect(county.log.warnings.filter { $0.hasPrefix("FEEDS_DISAGREE") } == [line])
        let manifest = try night.manifest()
        #expect((manifest["warnings"] as? [String])?.contains(line) == true)
        #expect((manifest["counts"] as? [String: Any])?["itinerary_disagreements"] as? Int == 2)
        #expect(try night.table("disagreements.csv").count == 2)
    }

    @Test func `a phone that strays, and feeds that agree, are no warning`() throws {
        let (strayed, night) = try night(["carrier.csv": Self.phone])
        #expect(!strayed.log.warnings.contains { $0.hasPrefix("FEEDS_DISAGREE") })
        #expect(try night.table("disagreements.csv").count == 1)
        let visit = "place_id,id_number,kind,start,end\nCAF1,E10000,cafe,2020-01-26 10:10:00,2020-01-26 10:50:00\n"
        let (agreed, other) = try self.night(["visit.csv": visit])
        #expect(!agreed.log.warnings.contains { $0.hasPrefix("FEEDS_DISAGREE") })
        #expect(try other.table("disagreements.csv").isEmpty)
    }
}
