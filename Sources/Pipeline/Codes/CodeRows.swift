import Ledger
import Publishing
import Vocabulary

/// The lines of `codes.csv`: codes as they are now against those of the last run, and people whose code is gone.
struct CodeRows: Sendable {
    /// By person.
    let rows: [CodeRow]

    /// Lays codes beside those of the last run; both by person.
    ///
    /// A code is changed where its colour, cause or day is.
    init(_ findings: CodeFindings, previous: [RunFindings.FoundCode]) {
        var rows: [CodeRow] = []
        rows.reserveCapacity(findings.codes.count)
        var next = 0
        func passOver(below person: Pseudonym?) {
            while next < previous.count, person.map({ previous[next].person < $0 }) ?? true {
                let gone = previous[next]
                next += 1
                if gone.shown.colour == .none { continue }
                rows.append(CodeRow(gone: gone.person, before: gone.shown.colour))
            }
        }
        for code in findings.codes {
            passOver(below: code.person)
            var row = CodeRow(code, gridIDs: findings.grids[code.person] ?? [])
            if next < previous.count, previous[next].person == code.person {
                let before = previous[next].shown
                next += 1
                let shown = code.shown
                row.before = before.colour
                row.change =
                    before.colour == shown.colour && before.cause == shown.cause && before.since == shown.since
                    ? .unchanged : .changed
            }
            rows.append(row)
        }
        passOver(below: nil)
        self.rows = rows
    }
}

extension RunLayout {
    /// The lists of health codes.
    func codes(_ lines: CodeRows, _ findings: CodeFindings) -> [RunFile] {
        let (zone, stamp, forExcel) = (zone, stamp, forExcel)
        let (rows, evidence) = (lines.rows, findings.evidence)
        return [
            RunFile(
                "codes.csv", header: CodesFile.header(byteOrderMark: forExcel), rows: rows.indices
            ) { CodesFile.lines(Array(rows[$0]), policy: stamp) },
            RunFile(
                "code_causes.csv", header: CodeCausesFile.header(byteOrderMark: forExcel), rows: evidence.indices
            ) { CodeCausesFile.lines(Array(evidence[$0]), policy: stamp) },
            RunFile("exceptions.csv") {
                ExceptionsFile.bytes(
                    findings.exceptions.map(ExceptionRow.init), policy: stamp, zone: zone, byteOrderMark: forExcel)
            },
        ]
    }
}

extension ExceptionRow {
    /// An override as it is printed.
    fileprivate init(_ exception: CodeException) {
        let override = exception.override
        self.init(
            number: override.number, person: override.person, standing: exception.standing.rawValue,
            ruled: exception.ruled, proposedOver: override.ruled, to: override.colour, reason: override.reason,
            firstDay: override.firstDay, lastDay: override.lastDay,
            proposed: (override.proposed.name, override.proposed.at),
            approved: override.approved.map { ($0.name, $0.at) }, ended: override.ended.map { ($0.name, $0.at) },
            flags: exception.isOneAccount ? ["ONE_ACCOUNT"] : [])
    }
}
