import Files
import Publishing
import Vocabulary

/// Counts by grid that other parts of a run bring to the page: what a run does not have, the page does not show.
struct OverviewParts {
    /// One kind of something, and how many of it stand in each grid itself, by id.
    struct Part {
        var topic: Overview.Topic, kind: String, own: [String: Int]
    }
    /// Categories, codes, alerts, by topic and kind.
    var parts: [Part] = []

    /// The lists that are counted: file, what it is about, and the column that tells the kind.
    private static let lists: [(file: String, topic: Overview.Topic, column: String)] = [
        ("categories.csv", .categories, "category"), ("codes.csv", .codes, "code"), ("alerts.csv", .alerts, "kind"),
    ]

    /// Nothing.
    init() {}

    /// What a run is about to write.
    init(_ files: [RunFile]) throws {
        for list in Self.lists {
            if let file = files.first(where: { $0.path == list.file }) {
                count(try file.pieces.map { try $0() }, list.topic, list.column)
            }
        }
    }

    /// What a finished run has written.
    init(folder: String) throws {
        for list in Self.lists where FileSystem.exists("\(folder)/\(list.file)") {
            count([try FileSystem.read("\(folder)/\(list.file)")], list.topic, list.column)
        }
    }

    /// Counts the rows of a list in the grids that `grid_id` names; its first piece begins with the header.
    mutating func count(_ pieces: some Sequence<[UInt8]>, _ topic: Overview.Topic, _ column: String) {
        var header: [UInt8] = []
        var found: [String: [String: Int]] = [:]
        for piece in pieces {
            if header.isEmpty { header = Array(piece.prefix { $0 != UInt8(ascii: "\n") }) + [UInt8(ascii: "\n")] }
            RunTable.eachRow(
                piece.starts(with: header) ? piece : header + piece, columns: [column, "grid_id", "change"]
            ) { cells in
                // What is withdrawn is told, but it is no more.
                if cells[0].isEmpty || cells[2] == Change.withdrawn.rawValue { return }
                let grids = cells[1].split(separator: ";").map(String.init)
                for grid in grids.isEmpty ? [Overview.unassigned] : grids {
                    found[cells[0], default: [:]][grid, default: 0] += 1
                }
            }
        }
        parts += found.sorted { $0.key < $1.key }.map { Part(topic: topic, kind: $0.key, own: $0.value) }
    }
}
