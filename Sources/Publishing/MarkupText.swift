/// Text within HTML and SVG.
enum MarkupText {
    /// Text that no browser takes for markup.
    ///
    /// Scalar by scalar: a mark that joins with the next character would hide a `<` from a comparison of characters.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
