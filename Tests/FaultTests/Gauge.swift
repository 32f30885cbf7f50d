import Foundation
import Glibc
import TestSupport

/// A run of the tool, and what it has taken so far: seconds, seconds of the processors, the most memory it held.
///
/// Read from `/proc` as often as somebody looks, so the last glance is all that is known of a run that has ended.
final class Gauge {
    let tool: Tool
    private let started = ContinuousClock.now
    private(set) var seconds = 0.0, processorSeconds = 0.0
    private(set) var peakBytes = 0

    init(_ tool: Tool) { self.tool = tool }

    /// Looks whether the tool runs still, and what it has taken.
    func look() -> Bool {
        seconds = started.duration(to: .now) / .seconds(1)
        func text(_ name: String) -> String {
            (try? String(contentsOfFile: "/proc/\(tool.number)/\(name)", encoding: .utf8)) ?? ""
        }
        if let line = text("status").split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }) {
            peakBytes = max(peakBytes, (Int(line.filter(\.isNumber)) ?? 0) << 10)
        }
        // Behind the name in brackets: state is the first field, the ticks of user and system the 12th and 13th.
        let fields = text("stat").split(separator: ")").last?.split(separator: " ") ?? []
        if fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) {
            processorSeconds = max(processorSeconds, (user + system) / Double(sysconf(Int32(_SC_CLK_TCK))))
        }
        return tool.isRunning
    }

    /// Runs the tool to its end.
    static func run(_ arguments: [String]) throws -> (gauge: Gauge, ending: Tool.Ending) {
        let gauge = Gauge(try Tool(arguments))
        while gauge.look() { usleep(5000) }
        return (gauge, try gauge.tool.wait())
    }

    /// For a line of figures.
    var text: String {
        func tenths(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
        return "\(tenths(seconds)) s, \(tenths(processorSeconds)) s of processors, \(peakBytes >> 20) MiB"
    }
}
