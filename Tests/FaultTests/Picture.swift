import Foundation
import GRDB
import TestSupport

/// What stands in a workspace, as far as two nights over the same deliveries must agree to the byte.
struct Picture {
    /// Files of the runs by path, manifests without their clock.
    private(set) var runs: [String: Data] = [:]
    /// Segments and archived deliveries by path.
    private(set) var data: [String: Data] = [:]
    /// Rows of each table of the ledger; rejected rows of each quarantine; what is left in the inbox.
    private(set) var counts: [String: Int] = [:]
    /// Name, accounting and days of every delivery.
    private(set) var deliveries: Set<String> = []
    /// Rows that the ledger says were accepted.
    private(set) var accepted = 0

    /// Tables that tell of runs.
    private static let runTables: Set<String> = [
        "run", "found_contact", "found_undeclared", "found_code", "found_row", "task", "screened_case",
    ]

    init(of workspace: String) throws {
        for path in try FileManager.default.subpathsOfDirectory(atPath: workspace) {
            let file = workspace + "/" + path
            let kind = try FileManager.default.attributesOfItem(atPath: file)[.type] as? FileAttributeType
            guard kind == .typeRegular else { continue }
            let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
            switch path.split(separator: "/")[0] {
            case "runs" where !path.contains("/current/"): runs[path] = try Picture.withoutClock(path, bytes)
            case "store", "archive": data[path] = bytes
            case "inbox": counts[path] = 1
            // Sealed rows differ from run to run.
            case "quarantine": counts[path] = bytes.count { $0 == UInt8(ascii: "\n") }
            default: break
            }
        }
        var configuration = Configuration()
        configuration.readonly = true
        try DatabaseQueue(path: workspace + "/tracegrid.sqlite", configuration: configuration).read { database in
            let tables = try String.fetchAll(
                database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            for table in tables {
                counts["table \(table)"] = try Int.fetchOne(database, sql: "SELECT count(*) FROM \"\(table)\"")
            }
            accepted = try Int.fetchOne(database, sql: "SELECT coalesce(sum(accepted), 0) FROM input_file") ?? 0
            deliveries = Set(
                try String.fetchAll(
                    database,
                    sql: """
                        SELECT sha256 || ' ' || name || ' ' || rows_read || ' ' || accepted || ' ' || rejected || ' '
                            || duplicate || ' ' || coalesce(first_day, '') || ' ' || coalesce(last_day, '')
                        FROM input_file
                        """))
        }
    }

    static func withoutClock(_ path: String, _ bytes: Data) throws -> Data {
        guard path.hasSuffix("/manifest.json"),
            var fields = try JSONSerialization.jsonObject(with: bytes) as? [String: Any]
        else { return bytes }
        fields["clock"] = nil
        return try JSONSerialization.data(withJSONObject: fields, options: [.sortedKeys])
    }

    /// What differs from another picture, a few words each.
    ///
    /// - Parameter sameNight: whether the same files came in the same order; else only the rows must be the same.
    func differences(from other: Picture, sameNight: Bool = true) -> [String] {
        func differing<Value: Equatable>(
            _ mine: [String: Value], _ theirs: [String: Value], where counts: (String) -> Bool = { _ in true }
        ) -> [String] {
            Set(mine.keys).union(theirs.keys).sorted().filter { counts($0) && mine[$0] != theirs[$0] }.map {
                "\($0) \(mine[$0] == nil ? "is missing" : theirs[$0] == nil ? "is too much" : "differs")"
            }
        }
        var found = deliveries.symmetricDifference(other.deliveries).sorted().map { "delivery \($0)" }
        if sameNight {
            found += differing(data, other.data) + differing(runs, other.runs) + differing(counts, other.counts)
        } else {
            found += differing(data, other.data) { $0.hasPrefix("archive/") }
            found += differing(counts, other.counts) { !Picture.runTables.contains(String($0.dropFirst(6))) }
        }
        FaultTally.compared(rows: other.accepted, same: found.isEmpty)
        return found
    }
}
