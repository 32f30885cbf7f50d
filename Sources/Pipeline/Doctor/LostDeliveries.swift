import Files
import Ledger
import Vault

/// Deliveries in the archive that the ledger does not know: it was put back from an older copy, or lost its log.
///
/// A file is archived after the ledger has taken it, so whatever the ledger does not know has to be taken again.
struct LostDeliveries {
    /// Names in `archive/`.
    let names: [String]
    private let workspace: Workspace

    init(_ workspace: Workspace) throws {
        self.workspace = workspace
        let known = Set(try workspace.ledger.read { try $0.files() }.map { $0.sha256.prefix(12) })
        names = try FileSystem.list(workspace.path(.archive)).filter { name in
            LostDeliveries.delivered(name).map { !known.contains($0.digits) } ?? false
        }
    }

    /// The digits and the delivered name that an archived file is named after; nil where it is none of ours.
    static func delivered(_ name: String) -> (digits: Substring, name: Substring)? {
        let digits = name.prefix(12)
        guard digits.utf8.count == 12, digits.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) else { return nil }
        let rest = name.dropFirst(12)
        return rest.first == "-" && rest.count > 1 ? (digits, rest.dropFirst()) : nil
    }

    /// Moves them back to the inbox under the names they were delivered with; gives how many were moved.
    func putBack() throws -> Int {
        var moved = 0
        for name in names {
            guard let (digits, delivered) = LostDeliveries.delivered(name) else { continue }
            let free = workspace.path(.inbox, String(delivered))
            let target = FileSystem.exists(free) ? workspace.path(.inbox, "\(digits)-\(delivered)") : free
            try FileSystem.move(workspace.path(.archive, name), to: target)
            moved += 1
        }
        return moved
    }

    /// One line about them.
    var line: String { "\(names.count) deliveries that the ledger does not know (\(names[0]) is the first)" }
}
