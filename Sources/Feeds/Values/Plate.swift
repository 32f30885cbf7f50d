/// Number plates (GA 36-2018): 7 characters, 8 for new energy vehicles.
enum Plate {
    /// Canonical bytes: upper case, without separators.
    ///
    /// `text` is folded to ASCII and upper case. I and O do not occur on civil plates in the serial part (the camera
    /// meant 1 and 0, but nothing is corrected here).
    static func canonical(_ text: [UInt8]) throws(RejectReason) -> [UInt8] {
        guard let string = String(validating: text, as: UTF8.self) else { throw .badEncoding }
        var scalars: [Unicode.Scalar] = []
        for scalar in string.unicodeScalars {
            switch scalar {
            case " ", "-", ".", "·", "•", "・", "\u{2027}", "_": continue
            default: scalars.append(scalar)
            }
        }
        if scalars.isEmpty || unread.contains(String(String.UnicodeScalarView(scalars))) { throw .noPlate }
        guard scalars.count == 7 || scalars.count == 8 else { throw .badPlate }
        for (index, scalar) in scalars.enumerated() {
            switch scalar {
            case "0"..."9": continue
            case "A"..."Z": if scalar == "I" || scalar == "O", index > 1 { throw .badPlate }
            case "\u{4E00}"..."\u{9FFF}":
                // Province first (or W J, then province); special suffixes last.
                guard index == 0 || index == 2 || (index == scalars.count - 1 && suffixes.contains(scalar)) else {
                    throw .badPlate
                }
            default: throw .badPlate
            }
        }
        return Array(String(String.UnicodeScalarView(scalars)).utf8)
    }

    /// What cameras write where they read nothing.
    private static let unread: Set<String> = [
        "无牌", "无牌车", "未识别", "未知", "无", "车牌", "无车牌", "NOPLATE", "UNKNOWN", "NONE", "NULL", "未悬挂", "遮挡",
    ]
    private static let suffixes: Set<Unicode.Scalar> = ["挂", "学", "警", "港", "澳", "使", "领", "试", "超", "应", "急"]
}
