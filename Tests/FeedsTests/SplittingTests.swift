import Feeds
import TestSupport
import Testing
import Vocabulary

private let quotedFile =
    "clue_id,time,kind,channel,text\r\n"
    + "1,2020-02-01 08:00,x,app,\"a, b\r\nc\"\"d\"\r\n"
    + "2,2020-02-01 08:01,x,app,e\n"
    + "\n\r\r\n"
    + "3,2020-02-01 08:02,x,app,\"中\r文\n\"\r"
    + "4,2020-02-01 08:03,x,\"app\",f\"g\r\n"
    + "5,2020-02-01 08:04,x,app,\"bad\"quote\n"
    + "6,2020-02-01 08:05,x,app,h\n"
    + "\"7\",2020-02-01 08:06,x,app,\"i\""

private func clueTexts(_ reading: FileReading) -> [String] {
    reading.registry.map {
        if case .clue(let clue) = $0.payload { "\($0.line) \(clue.clueID) \(clue.text)" } else { "" }
    }
}

@Suite struct SplittingTests {
    @Test func `quotes, line ends and line numbers`() throws {
        let reading = try read(quotedFile, as: "clues.csv")
        #expect(
            clueTexts(reading) == [
                "2 1 a, b\r\nc\"d", "4 2 e", "8 3 中\r文\n", "11 4 f\"g", "13 6 h", "14 7 i",
            ])
        #expect(reading.rejects.map(\.line) == [12])
        #expect(reading.reasons == [.unclosedQuote])
        #expect(reading.rows == 7)
    }

    @Test func `every piece and chunk size gives the same`() throws {
        let bytes = Array(quotedFile.utf8)
        let whole = try read(bytes, as: "clues.csv")
        for piece in 1...bytes.count {
            for chunkBytes in [1, 2, 7, 40, 1000] {
                let reading = try read(bytes, as: "clues.csv", piece: piece, chunkBytes: chunkBytes)
                #expect(reading == whole, "pieces of \(piece), chunks of \(chunkBytes)")
            }
        }
    }

    @Test func `chunks read by several threads come to the same`() async throws {
        let bytes = Array(String(repeating: quotedFile + "\n", count: 30).utf8)
        let layout = try FeedLayout.detect(head: bytes, fileName: "clues.csv")
        let parser = try FeedParser(
            layout: layout, mapping: FeedMapping(), now: testNow, fileNumber: 7, digestKey: testKey)
        var splitter = RecordSplitter(layout: layout, chunkBytes: 100)
        let chunks = splitter.push(bytes) + splitter.finish()
        let whole = try read(bytes, as: "clues.csv")
        #expect(chunks.count > 30)
        for threads in [1, 2, 3, 8] {
            let parts = await withTaskGroup(of: [(Int, ParsedChunk)].self) { group in
                for thread in 0..<threads {
                    group.addTask {
                        stride(from: thread, to: chunks.count, by: threads).map { ($0, parser.parse(chunks[$0])) }
                    }
                }
                return await group.reduce(into: []) { $0 += $1 }
            }
            var reading = FileReading()
            for (_, part) in parts.sorted(by: { $0.0 < $1.0 }) { reading.append(part) }
            #expect(reading == whole)
        }
    }

    @Test func `a byte order mark is no part of the header`() throws {
        let reading = try read([0xEF, 0xBB, 0xBF] + Array(quotedFile.utf8), as: "clues.csv", piece: 1, chunkBytes: 1)
        #expect(reading == (try read(quotedFile, as: "clues.csv")))
    }

    @Test func `an open quote swallows nothing`() throws {
        let reading = try read(
            "clue_id,time,kind,channel,text\n1,2020-02-01 08:00,x,app,\"open\n2,2020-02-01 08:00,x,app,a\n3,2020-02-01 08:00,x,app,b\n",
            as: "clues.csv")
        #expect(clueTexts(reading) == ["3 2 a", "4 3 b"])
        #expect(reading.reasons == [.unclosedQuote])
        #expect(reading.rejects[0].line == 2)
    }

    @Test func `rows past the limit are skipped and reported, quoted or not`() throws {
        let head = "clue_id,time,kind,channel,text\n"
        let good = "2,2020-02-01 08:00,x,app,ok"
        let long = "1,2020-02-01 08:00,x,app,"
        for end in ["\n", "\r\n", "\r"] {
            let cases: [(String, [RejectReason], [UInt32], [String])] = [
                (long + String(repeating: "y", count: 90) + end + good, [.rowTooLong], [2], ["3 2 ok"]),
                (long + "\"" + String(repeating: "y", count: 90) + "\"" + end + good, [.rowTooLong], [2], ["3 2 ok"]),
                (long + "\"y" + end + good + end + good, [.unclosedQuote], [2], ["3 2 ok", "4 2 ok"]),
                (good + end + long + String(repeating: "y", count: 90), [.rowTooLong], [3], ["2 2 ok"]),
                (good + end + long + "\"" + String(repeating: "\r", count: 90) + end + good, [.unclosedQuote], [3], []),
            ]
            for (text, reasons, lines, texts) in cases {
                let bytes = Array((head + text).utf8)
                let whole = try read(bytes, as: "clues.csv", rowLimit: 60)
                #expect(whole.reasons == reasons)
                #expect(whole.rejects.map(\.line) == lines)
                #expect(whole.addsUp)
                if !texts.isEmpty { #expect(clueTexts(whole) == texts) }
                #expect(whole.rejects.allSatisfy { $0.raw.count <= 60 })
                for piece in 1...bytes.count {
                    for chunkBytes in [1, 30, 200] {
                        let reading = try read(
                            bytes, as: "clues.csv", piece: piece, chunkBytes: chunkBytes, rowLimit: 60)
                        #expect(
                            reading == whole,
                            "pieces of \(piece), chunks of \(chunkBytes), line end \(end.debugDescription)")
                    }
                }
            }
        }
    }

    @Test func `a line without end is read in flat memory`() throws {
        let layout = FeedLayout(feed: .carrier, format: .csv, names: ["phone", "time", "cell"], headerLine: 1)
        var splitter = RecordSplitter(layout: layout)
        var chunks = splitter.push(Array("phone,time,cell\n".utf8))
        let piece = Array(repeating: UInt8(ascii: "x"), count: 256 << 10)
        for _ in 0..<256 {
            chunks += splitter.push(piece)
            #expect(splitter.heldBytes <= RecordSplitter.defaultRowLimit + piece.count)
        }
        chunks += splitter.push(Array("\r".utf8)) + splitter.push(Array("\n13800138000,2020-02-01 08:00,C".utf8))
        chunks += splitter.finish()
        let parser = try FeedParser(
            layout: layout, mapping: FeedMapping(), now: testNow, fileNumber: 1, digestKey: testKey)
        var reading = FileReading()
        for chunk in chunks { reading.append(parser.parse(chunk)) }
        #expect(reading.reasons == [.rowTooLong])
        #expect(reading.rejects[0].line == 2)
        #expect(reading.rejects[0].raw.count == RejectedRow.keptBytes)
        #expect(reading.observations.map(\.source.line) == [3])
        #expect(reading.observations.map(\.place) == ["C"])
    }

    @Test func `random files come to the same rows as the slow reader`() throws {
        let alphabet = [
            "a", "b", "\"", "\"", "\"\"", ";", ";", "\n", "\r", "\r\n", " ", "中", "1", "x\"y", ";\"", "\";",
        ]
        for seed in UInt64(0)..<3000 {
            var random = SeededGenerator(seed: seed)
            var text = "task_id;outcome;at;by\n"
            for _ in 0..<Int.random(in: 0..<30, using: &random) {
                if Bool.random(using: &random) {
                    text += "t;done;2020-02-01;" + (Bool.random(using: &random) ? "w" : "\"w;\r\nz\"") + "\n"
                } else {
                    text += alphabet.randomElement(using: &random) ?? ""
                }
            }
            let slow = SlowReader(text, delimiter: ";")
            let rowLines = slow.rows.dropFirst().map { UInt32($0.line) }
            let piece = Int.random(in: 1...20, using: &random)
            let reading = try read(
                Array(text.utf8), as: "feedback.csv", piece: piece,
                chunkBytes: Int.random(in: 1...50, using: &random))
            let lines = reading.registry.map(\.line)
            let broken = reading.rejects.filter { $0.reason == .unclosedQuote }.map(\.line)
            let others = reading.rejects.filter { $0.reason != .unclosedQuote }
            #expect((lines + others.map(\.line)).sorted() == rowLines, "seed \(seed)")
            #expect(broken == slow.broken.map { UInt32($0) }, "seed \(seed)")
            let byLine = Dictionary(uniqueKeysWithValues: slow.rows.map { (UInt32($0.line), $0) })
            for row in reading.registry {
                guard case .feedback(let feedback) = row.payload, let cells = byLine[row.line]?.cells else { continue }
                #expect(feedback.by == cells[3].trimmingSpaces(), "seed \(seed)")
            }
            for reject in others {
                #expect(String(decoding: reject.raw, as: UTF8.self) == byLine[reject.line]?.raw, "seed \(seed)")
            }
        }
    }
}

extension String {
    fileprivate func trimmingSpaces() -> String {
        var view = unicodeScalars[...]
        while view.first == " " { view.removeFirst() }
        while view.last == " " { view.removeLast() }
        return String(view)
    }
}
