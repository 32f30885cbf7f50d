import Foundation

/// Why a text is no collection of features that is taken.
struct GeoFault: Error {
    /// What is wrong, and the mend.
    let text: String
}

/// What a JSON text asks of whoever reads it: known from its bytes alone.
private struct JSONBurden {
    /// Levels of arrays and objects, and commas, which stand between values.
    private(set) var levels = 0, commas = 0
    /// Whether it is not UTF-8, as JSON is exchanged: no UTF-8 of JSON has a zero byte, and no UTF-16 or UTF-32 has none.
    private(set) var hasZero = false

    init(_ bytes: [UInt8]) {
        var level = 0
        var isText = false, isEscaped = false
        for byte in bytes {
            if byte == 0 { hasZero = true }
            switch byte {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\"): isEscaped = isText
            case UInt8(ascii: "\""): isText.toggle()
            case _ where isText: break
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                level += 1
                levels = max(levels, level)
            case UInt8(ascii: "]"), UInt8(ascii: "}"): level -= 1
            case UInt8(ascii: ","): commas += 1
            default: break
            }
        }
    }
}

extension GeoFeatures {
    /// Commas at most, and so values: more than positions of 7 decimals need in the largest file, and what keeps one that
    /// is made to harm within a minute and a gigabyte.
    static let mostCommas = 6_000_000
    /// Levels at most; a polygon needs nine.
    ///
    /// Foundation's reader is ended by a signal where the 513th is the last byte.
    static let mostLevels = 100

    /// The features of a text, unless it is none or asks for too much.
    static func read(_ bytes: [UInt8]) -> Result<[Feature], GeoFault> {
        let burden = JSONBurden(bytes)
        if burden.commas > mostCommas {
            return .failure(GeoFault(text: "more than \(mostCommas) values: simplify its polygons, or split it"))
        }
        guard burden.levels <= mostLevels, !burden.hasZero,
            let features = try? JSONDecoder().decode(GeoFeatures.self, from: Data(bytes)).features
        else { return .failure(GeoFault(text: "it is no GeoJSON feature collection: deliver it again")) }
        return .success(features)
    }
}
