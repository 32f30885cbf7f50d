import Foundation

/// A parser that is thrown any bytes.
///
/// It must neither crash, hang nor eat the memory, and must say the same by all its ways; what it makes of them is up
/// to it. Used twice: by the mutation fuzzer of the tests, and by `scripts/fuzz` under libFuzzer, which follows the
/// coverage.
public enum FuzzTarget: String, CaseIterable, Sendable {
    case csv, jsonl, encodings, frames, times, identifiers, seats, policies, settings, segments, geojson

    /// Gives the parser some bytes.
    public func run(_ bytes: [UInt8]) {
        switch self {
        case .csv: FeedFuzz.csv(bytes)
        case .jsonl: FeedFuzz.jsonl(bytes)
        case .encodings: FileFuzz.encodings(bytes)
        case .frames: FileFuzz.frames(bytes)
        case .times: ValueFuzz.times(bytes)
        case .identifiers: ValueFuzz.identifiers(bytes)
        case .seats: ValueFuzz.seats(bytes)
        case .policies: TextFuzz.policies(bytes)
        case .settings: TextFuzz.settings(bytes)
        case .segments: FileFuzz.segments(bytes)
        case .geojson: TextFuzz.geojson(bytes)
        }
    }

    /// Ends the process with a line that says what did not hold; the input is the fuzzer's to keep.
    static func require(_ condition: Bool, _ what: @autoclosure () -> String) {
        if !condition { fatalError(what()) }
    }
}
