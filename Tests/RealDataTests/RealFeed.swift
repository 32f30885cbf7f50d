import Feeds
import Foundation
import TestSupport
import Vocabulary

@testable import Pipeline

/// 2026-01-01 in China: later than every set.
let realNow: Int64 = 1_767_196_800

/// Everything that one file of public data came to, read through a mapping as a workspace would read it.
struct RealFeed {
    var blocks: [ObservationBlock] = []
    var observations: [Observation] = []
    /// The identifier behind each subject.
    var names: [Pseudonym: String] = [:]
    var registry: [RegistryRow] = []
    var rejects: [RejectedRow] = []
    var rows = 0
    var notes: [FeedNote: Int] = [:]
    private var pseudonyms: [Identifier: Pseudonym] = [:]

    /// Reads a file as `Mappings/<mapping>.yaml` says; `change` may try another mapping.
    init(path: String, mapping name: String, change: (inout FeedMapping) -> Void = { _ in }) throws {
        let yaml = PackageRoot.path("Tests/RealDataTests/Mappings/\(name).yaml")
        let text = try String(contentsOfFile: yaml, encoding: .utf8)
        let root = try YAMLReader.root(of: text, file: yaml).fields(["feeds"])
        let entries = try root["feeds"]?.items() ?? []
        var mapping = try MappingReader.mapping(entries[0], workspaceZone: .china).mapping
        change(&mapping)
        let delivery = try Delivery(
            Delivery.Request(
                path: path, name: (path as NSString).lastPathComponent, mapping: mapping, encoding: nil, now: realNow,
                fileNumber: 1, digestKey: (1, 2)))
        try delivery.read(stage: name, reporter: SilentReporter()) { append($0) }
    }

    private mutating func append(_ chunk: ParsedChunk) {
        var block = chunk.observations
        for identifier in chunk.identifiers {
            let number = UInt64(pseudonyms.count + 1) << 2
            let pseudonym = pseudonyms[identifier] ?? Pseudonym(kind: identifier.kind, high: 0, low: number)
            pseudonyms[identifier] = pseudonym
            names[pseudonym] = identifier.text
            block.subjects.append(pseudonym)
        }
        if block.count > 0 { blocks.append(block) }
        for row in 0..<block.count { observations.append(block[row]) }
        registry += chunk.registry
        rejects += chunk.rejects
        rows += chunk.rows
        notes.merge(chunk.notes, uniquingKeysWith: +)
    }

    var addsUp: Bool { rows == observations.count + registry.count + rejects.count }

    /// Rejected rows by reason.
    var reasons: [String: Int] {
        rejects.reduce(into: [:]) { $0[$1.reason.rawValue, default: 0] += 1 }
    }

    /// Parts of itineraries, in order.
    var parts: [ItineraryRow] {
        registry.compactMap { if case .itinerary(let row) = $0.payload { row } else { nil } }
    }

    /// Stops as the ledger keeps them: of two with one place in one run the later one.
    var stops: [ServiceStop] {
        var kept: [String: ServiceStop] = [:]
        for row in registry {
            if case .stop(let stop) = row.payload { kept["\(stop.service) \(stop.sequence)"] = stop }
        }
        return Array(kept.values)
    }
}

/// A file read plainly, without any code of the project, for expectations.
struct PlainTable {
    var rows: [[String: String]] = []

    /// Reads decompressed CSV text with a header.
    init(text: String) {
        var cells: [String] = []
        var cell = ""
        var header: [String] = []
        var isQuoted = false
        func endRow() {
            cells.append(cell)
            cell = ""
            if header.isEmpty {
                header = cells
            } else {
                rows.append(Dictionary(uniqueKeysWithValues: zip(header, cells)))
            }
            cells = []
        }
        var last: Character?
        for character in text {
            defer { last = character }
            if character == "\"" {
                // A doubled quote inside quotes is one quote.
                if !isQuoted, last == "\"" { cell.append("\"") }
                isQuoted.toggle()
            } else if isQuoted {
                cell.append(character)
            } else if character == "," {
                cells.append(cell)
                cell = ""
            } else if character == "\n" || character == "\r\n" {
                endRow()
            } else {
                cell.append(character)
            }
        }
        if !cell.isEmpty || !cells.isEmpty { endRow() }
    }
}
