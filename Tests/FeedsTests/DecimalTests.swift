import TestSupport
import Testing
import Vocabulary

@testable import Feeds

@Suite struct DecimalTests {
    private func scaled(_ value: String, _ scale: Int = 7) -> String {
        let bytes = Array(value.utf8)
        do throws(RejectReason) {
            return String(try DecimalText.scaled(bytes.span, 0..<bytes.count, scale: scale))
        } catch {
            return error.rawValue
        }
    }

    @Test(arguments: [
        ("118.997086", "1189970860"), ("-0.00000005", "0"), ("-0.00000015", "-2"), ("0.00000025", "2"),
        ("0.000000250000000001", "3"), ("0.00000035", "4"), ("180", "1800000000"), ("+1.5", "15000000"),
        (".5", "5000000"),
        ("5.", "50000000"), ("00000000000000000001", "10000000"), ("", "bad_number"), ("-", "bad_number"),
        (".", "bad_number"), ("1.2.3", "bad_number"), ("1,5", "bad_number"), ("1.19E+02", "excel_number_damage"),
        ("12345678901234567890", "bad_number"), ("118.99708612x", "bad_number"), ("nan", "bad_number"),
    ])
    func `decimals to 1e-7, ties to even`(value: String, expected: String) {
        #expect(scaled(value) == expected)
    }

    @Test(arguments: [
        ("118e0", "1180000000"), ("1e-05", "100"), ("-1.25E+2", "-1250000000"), ("1.5e-7", "2"), ("2.5e-7", "2"),
        ("1e-400", "0"), ("0e999999999999999999999", "0"), ("1e400", "bad_number"), ("118.997086", "1189970860"),
        ("11899708612e-8", "1189970861"), ("0.0000118e7", "1180000000"),
    ])
    func `the exponent of a JSON number moves the point`(value: String, expected: String) {
        let bytes = Array(value.utf8)
        let found: String
        do throws(RejectReason) {
            found = String(try DecimalText.scaledNumber(bytes.span, 0..<bytes.count, scale: 7))
        } catch {
            found = error.rawValue
        }
        #expect(found == expected)
    }

    @Test func `exponents are numbers in JSON and damage everywhere else`() throws {
        let json = try read(
            #"{"phone":"13800138000","time":"2020-02-01 08:00:00","lon":118e0,"lat":1e-05}"# + "\n"
                + #"{"phone":1.3800138E+10,"time":"2020-02-01 08:00:00","lon":118,"lat":29}"# + "\n"
                + #"{"phone":"13800138000","time":"2020-02-01 08:00:00","lon":"1.18E+02","lat":29}"# + "\n",
            as: "carrier.jsonl")
        #expect(json.observations.map(\.position?.lonE7) == [1_180_000_000])
        #expect(json.observations.map(\.position?.latE7) == [100])
        #expect(json.reasons == [.excelNumberDamage, .excelNumberDamage])
        let csv = try read("phone,time,lon,lat\n13800138000,2020-02-01 08:00:00,118e0,29\n", as: "carrier.csv")
        #expect(csv.reasons == [.excelNumberDamage])
    }

    @Test func `random decimals equal digit arithmetic`() {
        for seed in UInt64(0)..<2000 {
            var random = SeededGenerator(seed: seed)
            let whole = UInt64.random(in: 0...180, using: &random)
            let places = Int.random(in: 1...12, using: &random)
            let digits = (0..<places).map { _ in Int.random(in: 0...9, using: &random) }
            let value = "\(whole)." + digits.map(String.init).joined()
            // Slow twin: the first seven places as a number, and the rest compared with one half.
            var expected = Int(whole)
            for place in 0..<7 { expected = expected * 10 + (place < digits.count ? digits[place] : 0) }
            let rest = Array(digits.dropFirst(7))
            if let first = rest.first {
                let beyond = rest.dropFirst().contains { $0 != 0 }
                if first > 5 || (first == 5 && (beyond || expected % 2 == 1)) { expected += 1 }
            }
            #expect(scaled(value) == String(expected), "seed \(seed)")
        }
    }
}
