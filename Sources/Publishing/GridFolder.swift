/// The folder of a grid below `grids/`.
public enum GridFolder {
    /// A folder name that no grid id can use to leave its place, and that no two ids share.
    ///
    /// ASCII letters, digits, `-`, `_`, inner `.` and everything beyond ASCII but controls stay; every other byte, and
    /// a leading dot, is written `%XX`. An empty id is `%`. Names of more than 200 bytes are cut at a character and end
    /// in `%~` and 16 hexadecimal digits of the id's FNV-1a digest.
    public static func name(for gridID: String) -> String {
        if gridID.isEmpty { return "%" }
        var pieces: [String] = []
        for scalar in gridID.unicodeScalars {
            let isSafe =
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
                case ".": !pieces.isEmpty
                default: scalar.value >= 0xA0 && !isInvisible(scalar)
                }
            pieces.append(isSafe ? String(scalar) : String(scalar).utf8.map(percent).joined())
        }
        let whole = pieces.joined()
        if whole.utf8.count <= 200 { return whole }
        var short = ""
        for piece in pieces where short.utf8.count + piece.utf8.count <= 180 { short += piece }
        return short + "%~" + digest(gridID)
    }

    /// Path of one of a grid's files, relative to the run's folder: `grids/<name>/<file>`.
    public static func path(_ file: String, of gridID: String) -> String {
        "grids/" + name(for: gridID) + "/" + file
    }

    /// Format characters, separators and spaces that could make two names look alike.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .format, .control, .lineSeparator, .paragraphSeparator, .spaceSeparator, .unassigned: true
        default: false
        }
    }

    private static func percent(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "%0" + digits : "%" + digits
    }

    private static func digest(_ text: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
