/// Breaks sentences into lines by their width on a terminal.
public enum TextWrap {
    /// Lines of at most `width` columns; the first is indented by `indent`, the others by two more.
    ///
    /// Lines break at spaces, and between characters of which one is wide (Chinese has no spaces) but never before a
    /// closing sign; a word that is longer than a line is cut.
    public static func lines(_ text: String, width: Int, indent: Int) -> [String] {
        let text = TerminalTable.printable(text)
        var lines: [String] = []
        var line = ""
        var used = 0
        var room: Int { max(8, width - indent - (lines.isEmpty ? 0 : 2)) }
        func end() {
            while line.last == " " { line.removeLast() }
            lines.append(String(repeating: " ", count: indent + (lines.isEmpty ? 0 : 2)) + line)
            line = ""
            used = 0
        }
        for piece in pieces(text) {
            var piece = piece
            if used + TerminalTable.width(of: piece.trimmed) > room, used > 0 { end() }
            while TerminalTable.width(of: piece.trimmed) > room {
                let head = piece.head(columns: room)
                line += head
                piece.removeFirst(head.count)
                end()
            }
            line += piece
            used += TerminalTable.width(of: piece)
        }
        if !line.isEmpty || lines.isEmpty { end() }
        return lines
    }

    /// Signs that stay with what they close.
    private static let closing: Set<Character> = ["，", "。", "、", "；", "：", "）", "」", "”", "！", "？"]

    /// Words with the spaces after them, and wide characters one by one.
    private static func pieces(_ text: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        for character in text {
            if closing.contains(character), piece.isEmpty, !pieces.isEmpty {
                pieces[pieces.count - 1].append(character)
                continue
            }
            let isWide = TerminalTable.width(of: String(character)) > 1 && !closing.contains(character)
            if !piece.isEmpty, isWide || (piece.last == " " && character != " ") {
                pieces.append(piece)
                piece = ""
            }
            piece.append(character)
            if isWide {
                pieces.append(piece)
                piece = ""
            }
        }
        if !piece.isEmpty { pieces.append(piece) }
        return pieces
    }
}

extension String {
    /// Without spaces at the end.
    fileprivate var trimmed: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }

    /// As many first characters as fit, one at least.
    fileprivate func head(columns: Int) -> String {
        var head = ""
        for character in self {
            if !head.isEmpty, TerminalTable.width(of: head + String(character)) > columns { break }
            head.append(character)
        }
        return head
    }
}
