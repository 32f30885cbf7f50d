import Crypto
import Files
import Foundation
import Glibc
import Pipeline
import Store
import TestSupport
import Testing
import Vocabulary

/// Nothing in a workspace tells who somebody is, but the deliveries themselves and the lists for those who knock.
@Suite struct SecrecyTests {
    /// A planted text in one of the shapes it could hide in.
    struct Needle {
        var text: String, shape: String
    }

    /// Everything planted about people, long enough that it cannot stand somewhere by chance.
    private static func planted() throws -> [String] {
        var texts: Set<String> = []
        for row in Table.rows(try SampleData.text("feeds/people.csv")) {
            texts.formUnion(Truth.identifiers(of: row).map(\.text))
            // Names of two characters may be part of a place's name.
            texts.formUnion([row["address"] ?? "", row["name"] ?? ""].filter { $0.count > 2 })
        }
        // Whatever else any feed says of anybody.
        let columns = ["id_number", "phone", "plate", "officer", "officer_phone", "companions", "note", "证件号码"]
        let scratch = try ScratchFolder()
        for name in try SampleData.feeds().keys where name.hasSuffix(".csv") {
            let encoding = name.hasPrefix("铁路") ? "GB18030" : "UTF-8"
            let file = SampleData.path("feeds/" + name)
            #expect(try Tool.shell("iconv -f \(encoding) -t UTF-8 '\(file)' > '\(scratch.path("utf8"))'") == 0)
            let text = try scratch.text("utf8")
            for row in Table.rows(text) {
                for column in columns {
                    texts.formUnion((row[column] ?? "").split(separator: ";").map(String.init).filter { $0.count > 5 })
                }
                texts.formUnion([row["officer"] ?? ""].filter { $0.count > 2 })
            }
        }
        return texts.sorted()
    }

    /// Two digits for each byte, with something before them.
    private static func hex(
        _ bytes: some Sequence<UInt8>, _ digits: StaticString = "0123456789abcdef", after prefix: String = ""
    ) -> [UInt8] {
        let digits = Array("\(digits)".utf8)
        let prefix = Array(prefix.utf8)
        return bytes.flatMap { prefix + [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
    private static let upper: StaticString = "0123456789ABCDEF"

    /// Base64 of a text inside of a longer one, at each of the three places it can begin at.
    private static func base64(_ bytes: [UInt8]) -> [[UInt8]] {
        (0..<3).map { shift in
            let text = Array(Data(Array(repeating: 0, count: shift) + bytes).base64EncodedString().utf8)
            // Characters that also hang on neighbours go.
            let first = (shift * 8 + 5) / 6
            let last = (shift + bytes.count) * 8 / 6
            return Array(text[first..<last])
        }
    }

    private static func needles(_ texts: [String]) throws -> [[UInt8]: Needle] {
        let scratch = try ScratchFolder()
        let file = try scratch.write("texts", text: texts.joined(separator: "\n"))
        #expect(try Tool.shell("iconv -f UTF-8 -t GB18030 '\(file)' > '\(scratch.path("gb"))'") == 0)
        let gb = try scratch.bytes("gb").split(separator: UInt8(ascii: "\n")).map(Array.init)
        #expect(gb.count == texts.count)
        var needles: [[UInt8]: Needle] = [:]
        for (text, gb) in zip(texts, gb) {
            func add(_ bytes: [UInt8], _ shape: String) { needles[bytes] = Needle(text: text, shape: shape) }
            let utf8 = Array(text.utf8)
            let utf16 = text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
            add(utf16, "UTF-16LE")
            add(text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }, "UTF-16BE")
            add(gb, "GB18030")
            add(utf8, "UTF-8")
            let escaped = text.utf16.flatMap {
                Array("\\u".utf8) + hex([UInt8($0 >> 8), UInt8($0 & 255)])
            }
            add(escaped, "JSON escapes")
            add(hex(utf8, upper, after: "%"), "percent escapes")
            if let number = UInt64(text), number > 1 << 32 {
                // As SQLite and our own columns keep numbers, and as telephone networks do.
                let big = (0..<6).map { UInt8(truncatingIfNeeded: number >> (8 * (5 - UInt64($0)))) }
                add(big, "number")
                add(big.reversed(), "number")
                let digits = Array((text.count.isMultiple(of: 2) ? text : "0" + text).utf8).map { $0 & 15 }
                add(stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }, "packed digits")
            }
            for bytes in [utf8, gb, utf16] {
                add(hex(bytes), "hexadecimal")
                add(hex(bytes, upper), "hexadecimal")
                for piece in base64(bytes) where piece.count >= 8 { add(piece, "base64") }
            }
            let digests: [(String, [UInt8])] = [
                ("MD5", Array(Insecure.MD5.hash(data: utf8))), ("SHA-1", Array(Insecure.SHA1.hash(data: utf8))),
                ("SHA-256", Array(SHA256.hash(data: utf8))), ("SHA-512", Array(SHA512.hash(data: utf8))),
            ]
            for (name, digest) in digests {
                add(digest, name)
                add(hex(digest), "\(name) hexadecimal")
                add(hex(digest, upper), "\(name) hexadecimal")
                add(Array(Data(digest).base64EncodedString().utf8.prefix(20)), "\(name) base64")
            }
        }
        return needles
    }

    /// Finds any of many texts in bytes.
    private struct Search {
        private var byStart: [UInt64: [[UInt8]]] = [:]
        private var filter = [Bool](repeating: false, count: 1 << 20)
        private let needles: [[UInt8]: Needle]
        private static let width = 6

        init(_ needles: [[UInt8]: Needle]) {
            self.needles = needles
            for bytes in needles.keys where bytes.count >= Search.width {
                let start = bytes.prefix(Search.width).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                byStart[start, default: []].append(bytes)
                filter[Search.slot(start)] = true
            }
        }

        private static func slot(_ start: UInt64) -> Int { Int((start &* 0x9E37_79B9_7F4A_7C15) >> 44) }

        /// The first text found; nil where there is none.
        func first(in bytes: [UInt8]) -> Needle? {
            var window: UInt64 = 0
            for (index, byte) in bytes.enumerated() {
                window = (window << 8 | UInt64(byte)) & 0xFFFF_FFFF_FFFF
                guard index + 1 >= Search.width, filter[Search.slot(window)], let found = byStart[window] else {
                    continue
                }
                let start = index + 1 - Search.width
                for needle in found where bytes[start...].starts(with: needle) { return needles[needle] }
            }
            return nil
        }
    }

    /// Whether names may stand in a file: deliveries as they came, and task lists.
    private static func mayHold(_ path: String) -> Bool {
        if path.hasPrefix("archive/") || path.hasPrefix("inbox/") { return true }
        let parts = path.split(separator: "/")
        return parts.contains("grids")
            && (["tasks.", "roster."].contains { parts.last?.hasPrefix($0) == true }
                || parts.last?.hasPrefix(".tmp-") == true)
    }

    @Test func `no byte of a workspace tells who somebody is, in any encoding, nor as a plain digest`() throws {
        let texts = try Self.planted()
        let needles = try Self.needles(texts)
        let search = Search(needles)
        #expect(texts.count > 1_500 && texts.contains("999001197602020013") && texts.contains("罗远行"))
        // Each shape is found where it does stand.
        for needle in needles.keys.shuffled().prefix(500) {
            #expect(search.first(in: Array("some text ".utf8) + needle + [0, 1, 2]) != nil)
        }
        let county = try County.sample()
        let nightly = ["nightly", "--workspace", county.folder, "--as-of", SampleData.asOf]
        var random = SeededGenerator(seed: UInt64(getpid()))
        // Nights that are killed leave halves of files behind.
        for _ in 0..<4 {
            let tool = try Tool(nightly)
            while tool.isRunning, FileLock.holder(path: county.folder + "/.lock") == nil { usleep(200) }
            usleep(UInt32.random(in: 0...1_500_000, using: &random))
            tool.send(SIGKILL)
            _ = try tool.wait()
            try expectNothing(in: county, search, "a killed night")
        }
        // A reader holds the write-ahead log open, so that it is not emptied.
        let reader = try Workspace.openForReading(at: county.folder)
        var outputs = [try Tool.run(nightly), try Tool.run(nightly + ["--format", "json"])]
        let contacts = Table.rows(try county.scratch.text("county/runs/\(SampleData.asOf)/current/contacts.csv"))
        let id = try #require(contacts.first?["contact_id"])
        let at = ["--workspace", county.folder]
        for command in [
            ["explain", id], ["explain", id, "--format", "json"],
            ["compare-policies", "cn-nhc-v9", "cn-nhc-v8", "--all"],
            ["audit", "show"], ["audit", "show", "--format", "json"], ["audit", "subject", texts[0]],
            ["audit", "verify"],
            ["keys", "show"], ["doctor"], ["trace", "C001", "--as-of", SampleData.asOf],
            ["person", texts[0], "--format", "json"], ["links", "suggest"], ["links", "list"], ["feeds"],
            ["tasks", "counts"], ["correct", "open", "--contact", id, "--reason", "not_there", "--note", "asked"],
            ["correct", "list"], ["purge", "--as-of", "2020-02-15"], ["keys", "rotate", "pseudonym"],
            ["keys", "rotate", "identity"], ["explain", id], ["nightly", "--as-of", "2020-01-29"],
        ] {
            outputs.append(try Tool.run(command + at))
            #expect([0, 4].contains(outputs.last?.status), "\(command): \(outputs.last?.errors ?? "")")
        }
        for ending in outputs {
            for text in [ending.output, ending.errors] {
                let found = search.first(in: Array(text.utf8))
                #expect(found == nil, "an output holds \(found?.text ?? "") as \(found?.shape ?? "")")
            }
        }
        let looked = try expectNothing(in: county, search, "a whole night")
        withExtendedLifetime(reader) {}
        for needed in ["tracegrid.sqlite", "tracegrid.sqlite-wal", "audit/audit.jsonl"] {
            #expect(looked.contains(needed), "\(needed) was looked at")
        }
        for folder in ["store/key-", "quarantine/", "keys/", "runs/", "certificates/"] {
            #expect(looked.contains { $0.hasPrefix(folder) })
        }
        // What is compressed there is searched as well: the store's tables of strings.
        for name in county.files(below: "store") {
            let strings = try SegmentReader(path: county.folder + "/store/" + name).strings.joined(separator: "\n")
            #expect(search.first(in: Array(strings.utf8)) == nil, "\(name)")
        }
        // The search does see names where they belong.
        let lists = county.files(below: ".").filter { $0.contains("/grids/") && $0.hasSuffix("/tasks.csv") }
        #expect(try lists.contains { search.first(in: try county.bytes($0)) != nil })
        #expect(
            try county.files(below: "archive").contains { search.first(in: try county.bytes("archive/" + $0)) != nil })
        print("secrecy: \(texts.count) texts in \(needles.count) shapes, \(looked.count) files")
    }

    /// Looks through every file of a workspace but those that may hold names; gives their paths.
    @discardableResult
    private func expectNothing(in county: County, _ search: Search, _ note: String) throws -> [String] {
        let files = county.files(below: ".").filter { !Self.mayHold($0) }
        for path in files {
            let found = search.first(in: try county.bytes(path))
            #expect(found == nil, "\(note): \(path) holds \(found?.text ?? "") as \(found?.shape ?? "")")
        }
        return files
    }
}
