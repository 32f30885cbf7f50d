extension Report {
    /// The report for a terminal of so many columns.
    public func lines(width: Int, language: Language = .english) -> [String] {
        let colon = AnswerWord.colon.text(language)
        var lines = about.flatMap {
            TextWrap.lines(
                Term.column.name($0.name, language) + colon + $0.text.text(language), width: width, indent: 0)
        }
        for section in sections where !section.rows.isEmpty {
            lines += lines.isEmpty ? [] : [""]
            let title = section.title.text(language)
            if !title.isEmpty { lines += TextWrap.lines(title, width: width, indent: 0) }
            let cells = section.rows.map { $0.map { $0.words(language) } }
            // A column that says nothing takes no room.
            let shown = section.columns.indices.filter { column in
                !section.forMachines.contains(section.columns[column])
                    && cells.contains { $0[column] != "" && $0[column] != "-" }
            }
            var table = TerminalTable(
                header: shown.map { "\(section.columns[$0])/\(section.name)" },
                sides: shown.map { section.rows[0][$0].side },
                language: language)
            for row in cells { table.append(shown.map { row[$0] }) }
            lines += table.text(width: width).split(separator: "\n").map(String.init)
        }
        if !notes.isEmpty { lines.append("") }
        return lines + notes.flatMap { TextWrap.lines($0.text(language), width: width, indent: 0) }
    }

    /// The report as one JSON object: `about`, each table a list of objects under its name, and `notes`.
    public var json: String {
        JSONText.object(
            [("about", .object(about.map { ($0.name, .string($0.text.text(.english))) }))]
                + sections.map { section in
                    (
                        section.name,
                        .array(section.rows.map { .object(Array(zip(section.columns, $0.map(\.json)))) })
                    )
                } + [("notes", .array(notes.map { .string($0.text(.english)) }))]
        ).line
    }

    /// The report as CSV: of one table its columns; of several one value per line, with table, row and column named.
    public var csv: String {
        var writer: CSVWriter
        if sections.count == 1, let section = sections.first {
            writer = CSVWriter(header: section.header)
            for row in section.rows { writer.append(row.flatMap(\.spread).map(\.text)) }
        } else {
            writer = CSVWriter(header: ["table", "row", "column", "value"])
            for section in sections {
                for (number, row) in section.rows.enumerated() {
                    for (column, cell) in zip(section.columns, row) {
                        for (suffix, text) in cell.spread {
                            writer.append([section.name, "\(number + 1)", column + suffix, text])
                        }
                    }
                }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension Report.Section {
    /// The columns of a spreadsheet; a share takes several.
    fileprivate var header: [String] {
        guard let first = rows.first else { return columns }
        return zip(columns, first).flatMap { column, cell in cell.spread.map { column + $0.suffix } }
    }
}
