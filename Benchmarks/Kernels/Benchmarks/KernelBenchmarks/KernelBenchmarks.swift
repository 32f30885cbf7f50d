import Benchmark
import Feeds
import Matching
import Store
import WarmStore

/// Rows that a benchmark reads, probes or unpacks in a second.
private let rowsPerSecond = BenchmarkMetric.custom("Rows / s", polarity: .prefersLarger, useScalingFactor: false)
/// Megabytes of text that a benchmark reads in a second.
private let megabytesPerSecond = BenchmarkMetric.custom("MB / s", polarity: .prefersLarger, useScalingFactor: false)

extension Benchmark {
    /// Measures one run over so many rows, of so many bytes of text where it reads text.
    fileprivate func measure<Answer>(rows: Int, bytes: Int? = nil, _ body: () throws -> Answer) rethrows -> Answer {
        startMeasurement()
        let start = ContinuousClock.now
        let answer = try body()
        let taken = ContinuousClock.now - start
        stopMeasurement()
        measurement(rowsPerSecond, Int(Double(rows) / (taken / .seconds(1))))
        if let bytes { measurement(megabytesPerSecond, Int(Double(bytes) / 1e6 / (taken / .seconds(1)))) }
        return answer
    }
}

let benchmarks: @Sendable () -> Void = {
    let city = Result { try SmallCity.make() }
    Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .cpuTotal, rowsPerSecond], warmupIterations: 1,
        maxDuration: .seconds(5), maxIterations: 30)

    for format in ["CSV", "JSONL"] {
        Benchmark(
            "scanner, one thread: rows of \(format) to columns",
            configuration: .init(
                metrics: [.wallClock, .cpuTotal, rowsPerSecond, megabytesPerSecond], warmupIterations: 1,
                maxDuration: .seconds(5), maxIterations: 30)
        ) { benchmark in
            let city = try city.get()
            let bytes = format == "CSV" ? city.csv : city.jsonl
            let parser = try SmallCity.parser(bytes)
            let chunk = SplitChunk(bytes: bytes, firstLine: 1)
            var pings = PingColumns()
            // The columns are there already, as when `match` reads the next piece of a file.
            _ = parser.parse(chunk, plainInto: &pings)
            pings.removeAll()
            let others = benchmark.measure(rows: city.block.count, bytes: bytes.count) {
                parser.parse(chunk, plainInto: &pings)
            }
            precondition(others.accepted + pings.count == city.block.count, "every row is read")
        }
    }

    Benchmark("probe, one thread: rows in columns to hits") { benchmark in
        let city = try city.get()
        let index = ProximityIndex(parts: city.parts)
        var hits = HitColumns()
        let block = city.block
        benchmark.measure(rows: block.count) {
            index.probe(start: block.start, lon: block.lon, lat: block.lat, rows: 0..<block.count, into: &hits)
        }
        precondition(hits.count >= city.parts.count, "every case's own ping meets itself")
    }

    Benchmark("unpack, one thread: blocks of the store to time, position and person") { benchmark in
        let store = try city.get().store
        let values = try benchmark.measure(rows: store.rows) {
            try store.segments.reduce(0) { values, segment in
                try (0..<segment.blockCount).reduce(values) { values, number in
                    let block = try segment.block(number, columns: [.position, .identifiers])
                    return values + block.start.count + block.lon.count + block.lat.count + block.phone.count
                }
            }
        }
        precondition(values == 4 * store.rows && values > 0, "every column of every row is unpacked")
    }

    Benchmark("screening, all cores: cases and store to meetings") { benchmark in
        let city = try city.get()
        benchmark.startMeasurement()
        let found = try await Screening(city.parts).meetings(in: city.store)
        benchmark.stopMeasurement()
        precondition(found.touched.hits > 0, "somebody was near a case")
    }
}
