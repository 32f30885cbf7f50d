import FollowUp
import Publishing
import Vocabulary

/// The lists about blocks.
extension RunLayout {
    /// `rosters.csv` and `registers.csv` of the bureau, and each block's own roster with the day's health sheet, which bears names.
    ///
    /// The roster of a block holds those below it. Every block of the tree has its file, empty or not.
    func rosters(
        _ rosters: RosterLists, _ tree: GridTree, identities: [Pseudonym: TaskIdentity]
    ) -> [RunFile] {
        guard rosters.isAsked else { return [] }
        let (stamp, forExcel, day, lines) = (stamp, forExcel, rosters.day, rosters.lines)
        func header(_ columns: [String]) -> [UInt8] { RosterFile.header(columns, byteOrderMark: forExcel) }
        var files = [
            RunFile("rosters.csv", header: header(RosterFile.bureauColumns), rows: lines.indices) {
                RosterFile.bureauLines(lines[$0], day: day, policy: stamp)
            },
            RunFile("registers.csv") {
                StampedTable.registers.bytes(
                    RegisterCounts(rosters, in: tree).cells, policy: stamp, byteOrderMark: forExcel)
            },
        ]
        files += rosters.byBlock(in: tree).sorted { $0.key < $1.key }.map { block, numbers in
            RunFile(
                GridFolder.path("roster.csv", of: block), header: header(RosterFile.columns), rows: numbers.indices
            ) { range in
                RosterFile.lines(numbers[range].lazy.map { lines[$0] }, day: day, identities: identities, policy: stamp)
            }
        }
        return files
    }
}

/// How the blocks stand, as it may leave the office: small counts hidden.
struct RegisterCounts {
    /// Cells under the columns of ``Publishing/StampedTable/registers``; a hidden count is empty.
    let cells: [[String]]

    /// Counts the lines of each block with those below it, each line in one class.
    init(_ rosters: RosterLists, in tree: GridTree) {
        let classes = RosterLine.Class.allCases
        let counts = ClassCounts(
            rosters.lines.compactMap { line in
                classes.firstIndex(of: line.counted).map { (gridID: line.unit, place: $0) }
            }, classes: classes.count, in: tree)
        cells = counts.lines.filter { $0.gridID.isEmpty || tree.grid($0.gridID)?.kind == .block }.map { line in
            [line.gridID, line.level, line.name, line.parentID]
                + line.counts.map { $0.map(String.init) ?? "" }
        }
    }
}
