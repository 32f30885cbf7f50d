import Feeds
import TestSupport
import Testing
import Vocabulary

/// Rows of several feeds, good and bad, as columns and cells.
private let samples: [(file: String, names: [String], rows: [[String]])] = [
    (
        "carrier", ["phone", "time", "lon", "lat", "accuracy_m", "extra"],
        [
            ["13800138000", "2020-02-01 08:00:00", "118.997086", "28.992369", "50", "x"],
            ["+86 13800138001", "2020-02-01 08:00", "-118.5", "28", "", "中\n文"],
            ["138", "2020-02-01 08:00", "-118.5", "28", "", ""], ["13800138002", "never", "1", "2", "3", "\"q\""],
        ]
    ),
    (
        "travel",
        [
            "id_number", "mode", "service", "service_date", "seat", "from_place", "to_place", "depart", "arrive",
            "status",
        ],
        [
            [
                "E1", "rail", "g01次", "2020-01-20", "05车12F号", "衢州", "武汉", "2020-01-20 08:00", "2020-01-20 12:00",
                "sold",
            ],
            ["E1", "rail", "g01次", "2020-01-20", "", "衢州", "武汉", "2020-01-20 08:00", "2020-01-20 12:00", "refunded"],
        ]
    ),
    (
        "clues", ["clue_id", "time", "kind", "channel", "text", "grid_id"],
        [["1", "2020-02-01 08:00", "k", "app", "a, \"b\"\r\n\\c\t😀", "g"], ["2", "2020-02-01", "k", "app", "", "g"]]
    ),
]

private func csv(_ names: [String], _ rows: [[String]]) -> String {
    ([names] + rows).map { row in
        row.map { cell in
            cell.contains { ",\"\r\n\r\n".contains($0) } || cell.unicodeScalars.contains { $0 == "\n" || $0 == "\r" }
                ? "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
                : cell
        }.joined(separator: ",") + "\n"
    }.joined()
}

private func json(_ text: String, _ random: inout SeededGenerator) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        default:
            if Bool.random(using: &random) {
                result.unicodeScalars.append(scalar)
            } else {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            }
        }
    }
    return result + "\""
}

@Suite struct EquivalenceTests {
    @Test func `JSONL says the same as CSV`() throws {
        for (file, names, rows) in samples {
            let plain = try read(csv(names, rows), as: file + ".csv")
            for seed in UInt64(0)..<50 {
                var random = SeededGenerator(seed: seed)
                let text = rows.map { row in
                    let members = zip(names, row).shuffled(using: &random).compactMap { name, cell in
                        if cell.isEmpty, Bool.random(using: &random) {
                            return Bool.random(using: &random) ? "\"\(name)\":null" : nil
                        }
                        let isNumber = ["lon", "lat", "accuracy_m"].contains(name) && !cell.isEmpty
                        return "\"\(name)\" : " + (isNumber ? cell : json(cell, &random))
                    }
                    return "{" + members.joined(separator: ", ") + "}\r\n"
                }.joined()
                let other = try read(text, as: file + ".jsonl")
                func bare(_ reading: FileReading) -> FileReading {
                    var result = reading
                    for index in result.observations.indices {
                        result.observations[index].source = RowSource(file: 0, line: 0, digest: 0)
                    }
                    for index in result.registry.indices {
                        result.registry[index].line = 0; result.registry[index].digest = 0
                    }
                    for index in result.rejects.indices {
                        result.rejects[index].line = 0; result.rejects[index].raw = []
                    }
                    return result
                }
                #expect(bare(other) == bare(plain), "\(file), seed \(seed)")
            }
        }
    }

    @Test(arguments: [
        (#"{"phone":"13800138000","time":1580544753,"lon":118,"lat":29}"#, "ok"),
        (#"{"phone":13800138000,"phone":"13800138001","time":"2020-02-01","lon":118,"lat":29,"o":{"a":[1,{}]}}"#, "ok"),
        (#" {"phone":[13800138000],"time":"2020-02-01","lon":118,"lat":29} "#, "ok"),
        (#"{"phone":{"a":1},"time":"2020-02-01","lon":118,"lat":29}"#, "nested_value phone"),
        (#"{"phone":{"a":1},"phone":"13800138000","time":"2020-02-01","lon":118,"lat":29}"#, "ok"),
        (#"{"phone":[[1]],"time":"2020-02-01","lon":118,"lat":29}"#, "nested_value phone"),
        (#"{"phone":"13800138000""#, "bad_json"), (#"{"phone":"13800138000",}"#, "bad_json"), (#"[]"#, "bad_json"),
        (#"{"phone":"\ud800"}"#, "bad_json"), (#"{"phone":"\x"}"#, "bad_json"), (#"{"phone":01}"#, "bad_json"),
        (#"{"phone":1.}"#, "bad_json"), (#"{} x"#, "bad_json"), (#"{"phone":tru}"#, "bad_json"),
        (#"{}"#, "missing_value time"),
        (#"{"phone":"a\u0000"}"#, "nul_byte"), (#"{"phone":"\ufffd"}"#, "bad_encoding"),
    ])
    func `objects`(row: String, expected: String) throws {
        let good = #"{"phone":"13800138000","time":"2020-02-01","lon":118,"lat":29}"#
        let reading = try read(good + "\n" + row + "\n\n" + good, as: "carrier.jsonl")
        #expect(reading.rows == 3)
        #expect(reading.addsUp)
        let reject = reading.rejects.first.map { $0.reason.rawValue + ($0.column.isEmpty ? "" : " " + $0.column) }
        #expect((reject ?? "ok") == expected)
        #expect(reading.observations.last?.source.line == 4)
    }

    @Test func `arrays are joined, and keys that come late are read`() throws {
        let reading = try read(
            #"{"person_id":1,"name":"a"}"# + "\n"
                + #"{"person_id":2,"name":"b","phones":["13800138000","13800138001"]}"#,
            as: "people.jsonl")
        guard case .person(let person) = reading.registry.last?.payload else {
            Issue.record("no person")
            return
        }
        #expect(person.phones.map(\.text) == ["13800138000", "13800138001"])
    }

    @Test func `damaged files never crash and always add up`() throws {
        for (file, names, rows) in samples {
            let plain = Array(csv(names, rows).utf8)
            var objects = ""
            var first = SeededGenerator(seed: 1)
            for row in rows {
                objects +=
                    "{" + zip(names, row).map { json($0, &first) + ":" + json($1, &first) }.joined(separator: ",")
                    + "}\n"
            }
            let headerEnd = names.joined(separator: ",").utf8.count + 1
            for seed in UInt64(0)..<1500 {
                var random = SeededGenerator(seed: seed)
                let isCSV = Bool.random(using: &random)
                var bytes = isCSV ? plain : Array(objects.utf8)
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    let at = Int.random(in: (isCSV ? headerEnd : 1)..<bytes.count, using: &random)
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
                    case 1: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                    case 2: bytes.remove(at: at)
                    default:
                        bytes.insert(
                            contentsOf: [[0x22], [0x0D], [0x2C], [0x0A], [0xE3]].randomElement(using: &random) ?? [],
                            at: at)
                    }
                }
                let name = file + (isCSV ? ".csv" : ".jsonl")
                let mapping = FeedMapping(feed: Feed(rawValue: file), format: isCSV ? .csv : .jsonl)
                do {
                    let whole = try read(bytes, as: name, mapping: mapping)
                    #expect(whole.addsUp, "\(name), seed \(seed)")
                    let pieces = try read(bytes, as: name, mapping: mapping, piece: 5, chunkBytes: 9)
                    #expect(pieces == whole, "\(name), seed \(seed)")
                } catch is FeedError {
                    #expect(!isCSV, "\(name), seed \(seed)")
                }
            }
        }
    }
}
