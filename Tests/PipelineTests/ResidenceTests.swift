import TestSupport
import Testing
import Vault
import Vocabulary

/// Who lives where: planted people, and a slow reading of all feeds of a city.
@Suite struct ResidenceTests {
    private static let today = SmallTown.today
    /// Days on which the last seven nights begin; the night of the run's own day is not over.
    private static let nights = (today - 7)...(today - 1)

    /// Numbers of the planted people by story.
    private static func town() -> (town: SmallTown, numbers: [String: Int]) {
        var town = SmallTown()
        var numbers: [String: Int] = [:]
        func add(_ story: String, phone: String? = "own") -> Int {
            let number = town.person("居民", phone: phone)
            numbers[story] = number
            return number
        }
        let (near, far) = (SmallTown.near, SmallTown.far)
        let home = add("home")
        let moved = add("moved"), three = add("three nights"), worker = add("night worker")
        let away = add("away"), coarse = add("coarse"), isolated = add("isolated"), guest = add("guest", phone: nil)
        for day in nights {
            town.night(home, day, in: near)
            town.night(moved, day, in: far)
            town.night(three, day, in: day < today - 4 ? far : near)
            town.night(worker, day, in: far)
            town.noon(worker, day, in: near)
            town.night(away, day, in: "")
            town.night(coarse, day, in: far, accuracy: 900)
            town.night(isolated, day, in: far)
            town.night(0, day, in: far, phone: "15400999999")
            if day > today - 4 { town.night(0, day, in: far, phone: "15400999998") }
        }
        town.declare(away, travelled: true, from: today - 8, to: nil)
        town.checkin(moved, today)
        for day in (today - 6)...today { town.checkin(isolated, day, isolated: "yes") }
        town.stay(guest, from: today - 7, to: today - 1, hotel: "HOT1")
        _ = add("not seen")
        let silent = add("checks in")
        town.checkin(silent, today - 2)
        town.declare(silent, travelled: false, from: today - 3, to: nil)
        _ = add("no phone", phone: nil)
        return (town, numbers)
    }

    @Test func `everybody planted is told as planted, with what was said, and nobody else is`() throws {
        let (town, numbers) = Self.town()
        let county = try County()
        try county.deliver(town.feeds)
        let night = try county.night(SmallTown.date(Self.today))
        let key = try county.key
        let (near, far) = (SmallTown.near, SmallTown.far)
        let rows = try night.table("residence.csv")
        func told(_ story: String) -> Set<[String]> {
            let name = numbers[story].map { key.pseudonym(ofPerson: "T\($0)").text }
            return Set(
                rows.filter { $0["person"] == name }.map { row in
                    ["status", "grid_id", "registered_grid", "seen_grid", "nights", "declared"].map { row[$0] ?? "" }
                })
        }
        #expect(
            told("moved") == [
                ["elsewhere", near, near, far, "7", "checked_in"],
                ["registered_elsewhere", far, near, far, "7", "checked_in"],
            ])
        #expect(told("away") == [["elsewhere", near, near, "", "7", "declared_away"]])
        #expect(
            told("guest") == [
                ["elsewhere", near, near, far, "6", ""], ["registered_elsewhere", far, near, far, "6", ""],
            ])
        #expect(told("not seen") == [["not_seen", near, near, "", "0", ""]])
        #expect(told("checks in") == [["not_seen", near, near, "", "0", "declared_here;checked_in"]])
        for story in ["home", "three nights", "night worker", "coarse", "isolated", "no phone"] {
            #expect(told(story).isEmpty, "\(story): \(told(story))")
        }
        let strangers = rows.filter { $0["status"] == "not_registered" }
        let stranger = key.pseudonym(of: Identifier(kind: .phone, text: "15400999999")).text
        #expect(strangers.map { $0["person"] } == [stranger] && strangers[0]["grid_id"] == far)
        #expect(rows.count == 8 && rows.allSatisfy { $0["change"] == "new" })
        for row in rows {
            let isSeen = row["status"] != "not_seen"
            #expect((row["rows"]?.split(separator: ";").count ?? 0) == (isSeen ? row["feeds"] == "hotel" ? 1 : 5 : 0))
            #expect(row["first_night"] == (isSeen ? SmallTown.date(Self.today - 7) : ""))
        }
        #expect(rows.filter { $0["feeds"] == "hotel" }.count == 2)
        let counts = try night.manifest()["counts"] as? [String: Int] ?? [:]
        #expect(counts["residence"] == 8 && counts["residence_home_by_day"] == 1 && counts["residence_untold"] == 1)
        try checkNextNight(county, night)
    }

    /// The next night nothing is new; who comes home is withdrawn.
    private func checkNextNight(_ county: County, _ night: Night) throws {
        let text = try night.text("residence.csv")
        #expect(try county.night(SmallTown.date(Self.today)).text("residence.csv") == text)
        var later = SmallTown()
        for day in Self.nights {
            later.noon(2, day, in: SmallTown.near)
            // Rows that are known already, so that the delivery is no suspiciously short one.
            later.night(1, day, in: SmallTown.near)
            later.noon(1, day, in: SmallTown.near)
        }
        try county.deliver(["carrier_later.csv": later.feeds["carrier_town.csv"] ?? []])
        let then = try county.night(SmallTown.date(Self.today))
        let rows = try then.table("residence.csv")
        let person = try county.key.pseudonym(ofPerson: "T2").text
        #expect(rows.filter { $0["person"] == person }.map { $0["change"] } == ["withdrawn", "withdrawn"])
        #expect(rows.filter { $0["change"] == "unchanged" }.count == 6 && rows.count == 8)
        let changes = try then.table("changes.csv").filter { $0["kind"] == "residence" }
        #expect(changes.count { $0["change"] == "withdrawn" } == 2)
        func list(_ words: String...) throws -> [Table.Row] {
            Table.rows(
                try Tool.run(["registers", "residence", "--workspace", county.folder, "--format", "csv"] + words).output
            )
        }
        #expect(try list().count == 6 && list("--withdrawn").count == 8)
        #expect(try list("--grid", SmallTown.far).count == 2 && list("--status", "not_seen").count == 2)
        #expect(
            try Tool.run(["registers", "residence", "--workspace", county.folder, "--status", "gone"]).status == 2)
    }
}
