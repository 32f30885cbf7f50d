import Foundation
import Ledger
import TestSupport
import Testing

@testable import Pipeline

/// Many small deliveries in one inbox: each costs its own share, and comes to what it comes to alone.
@Suite struct SmallFileTests {
    /// Small files, of which some rows stand in several: as they are, in another zone, and with another accuracy.
    private static func files(_ count: Int, seed: UInt64) -> [String: [UInt8]] {
        var random = SeededGenerator(seed: seed)
        var files: [String: [UInt8]] = [:]
        var told: [(phone: Int, second: Int, place: Int)] = []
        for number in 0..<count {
            var text = "phone,time,lon,lat\n"
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                let row =
                    Bool.random(using: &random) && !told.isEmpty
                    ? told[Int.random(in: told.indices, using: &random)]
                    : (
                        phone: Int.random(in: 0..<40, using: &random),
                        second: Int.random(in: 0..<3 * 86_400, using: &random),
                        place: Int.random(in: 0..<50, using: &random)
                    )
                told.append(row)
                let (day, rest) = (20 + row.second / 86_400, row.second % 86_400)
                func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
                text += "138\(10_000_000 + row.phone),2020-01-\(day)T\(two(rest / 3600)):\(two(rest / 60 % 60)):"
                text += "\(two(rest % 60))+08:00,118.\(100 + row.place),28.9\n"
            }
            files["carrier_\(1000 + number).csv"] = Array(text.utf8)
        }
        return files
    }

    @Test(arguments: [UInt64](1...3))
    func `taken at once and taken one by one, they give the same accounting and the same store`(seed: UInt64) throws {
        let files = Self.files(40, seed: seed)
        let together = try County()
        try together.deliver(files)
        try together.ingest()
        let apart = try County(keyOf: together)
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
            try apart.deliver([name: bytes])
            // A new ingest knows nothing but what is in the store.
            try apart.ingest()
        }
        func taken(_ county: County) throws -> [String] {
            try county.held().ledger.read { try $0.files() }.map {
                "\($0.number) \($0.name) \($0.accepted) \($0.duplicate)"
            }
        }
        #expect(try taken(together) == taken(apart))
        #expect(try taken(together).contains { !$0.hasSuffix(" 0") }, "some rows came twice")
        let names = together.files(below: "store")
        #expect(names == apart.files(below: "store"))
        for name in names { #expect(try together.bytes("store/" + name) == apart.bytes("store/" + name)) }
    }
}
