import Files
import Publishing
import Vocabulary

extension Trace.Answer {
    /// Writes the answer into a folder: `contacts.csv` and `exposures.jsonl` as a run has them, `itinerary.csv`,
    /// `trace.json`.
    ///
    /// Gives the paths that were written; throws ``Outcome/usage`` where the folder cannot be made.
    public func write(to folder: String) throws -> [String] {
        do throws(FileError) {
            try FileSystem.makeFolder(folder)
        } catch {
            throw Failure(.usage, "--out \(folder): cannot be made: name a folder that can be written")
        }
        let rows = report.contacts.map {
            ContactRow(contact: $0.contact, gridIDs: $0.grids.map(\.gridID), change: .new)
        }
        let files: [(String, [UInt8])] = [
            ("contacts.csv", ContactsFile.bytes(rows, policy: policy, zone: zone)),
            (
                "exposures.jsonl",
                ExposuresFile.bytes(rows.map(\.contact), policy: policy, zone: zone, fileNames: fileNames)
            ),
            ("itinerary.csv", Array(TrailTable.csv(report.trail, zone: zone).utf8)),
            ("trace.json", Array(report.json(zone: zone).utf8)),
        ]
        return try files.map { name, bytes in
            try AtomicFile.write(bytes, to: "\(folder)/\(name)")
            return "\(folder)/\(name)"
        }
    }
}
