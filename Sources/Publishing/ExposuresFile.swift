public import Vocabulary

/// `exposures.jsonl`: one exposure per line, contact by contact in the order given.
public enum ExposuresFile {
    /// The file's bytes.
    ///
    /// - Parameter fileNames: name of each input file by its number in the ledger; unknown ones are written as the
    ///   number.
    public static func bytes(
        _ contacts: [Contact], policy: PolicyStamp, zone: ZoneRules, fileNames: [UInt32: String]
    ) -> [UInt8] {
        var stamp: [UInt8] = []
        for (name, cell) in zip(PolicyStamp.columns, policy.cells) {
            stamp.put(",\"\(name)\":")
            stamp.put(quoted: cell)
        }
        stamp.put("}\n")
        let names = fileNames.mapValues { name in
            var bytes: [UInt8] = []
            bytes.put(quoted: name)
            return bytes
        }
        // One array from the first line to the last: a copy for each line would cost more than all else.
        var line = ExposureLine(zone: zone, fileNames: names, bytes: [])
        for contact in contacts {
            for exposure in contact.exposures {
                line.write(exposure, contact)
                line.bytes += stamp
            }
        }
        return line.bytes
    }
}
