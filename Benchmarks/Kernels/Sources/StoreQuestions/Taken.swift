import Foundation

/// What answers took.
struct Taken {
    private var seconds: [Double] = []
    private var processorSeconds: [Double] = []

    /// Runs one answer against the clock.
    mutating func time<Answer: Sendable>(_ ask: @Sendable () async throws -> Answer) async rethrows -> Answer {
        let (start, used) = (ContinuousClock.now, Self.usedSeconds)
        let answer = try await ask()
        seconds.append((ContinuousClock.now - start) / .seconds(1))
        processorSeconds.append(Self.usedSeconds - used)
        return answer
    }

    /// Seconds of processor this process has used.
    private static var usedSeconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

    private struct Record<Facts: Encodable>: Encodable {
        var seconds: [Double], processor_seconds: [Double], facts: Facts
    }

    /// Prints the times and what else is to be told, as JSON.
    func print<Facts: Encodable>(facts: Facts) throws {
        let record = Record(seconds: seconds, processor_seconds: processorSeconds, facts: facts)
        FileHandle.standardOutput.write(try JSONEncoder().encode(record))
    }
}
