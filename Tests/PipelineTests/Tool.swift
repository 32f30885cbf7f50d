import Foundation
import Glibc
import TestSupport
import Testing

/// The built command line, run as users run it.
struct Tool {
    /// How a run of the tool ended.
    struct Ending {
        /// Exit status; minus the signal's number where one ended it.
        var status: Int32
        var output: String, errors: String
    }

    /// The tool beside the test bundle.
    static func path() throws -> String {
        let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let tool = URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("tracegrid").path
        try #require(
            FileManager.default.isExecutableFile(atPath: tool),
            "\(tool) is not built: run swift build with the flags of scripts/test")
        return tool
    }

    /// Runs a command of the shell and gives its status.
    @discardableResult
    static func shell(_ command: String) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-o", "pipefail", "-c", command]
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    private let process = Process()
    private let scratch: ScratchFolder

    /// Starts the tool; standard input is the file of that path, or nothing.
    init(
        _ arguments: [String], input: String? = nil, environment: [String: String] = [:], in folder: String? = nil
    ) throws {
        scratch = try ScratchFolder()
        process.executableURL = URL(fileURLWithPath: try Tool.path())
        process.arguments = arguments
        var inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("TRACEGRID_") }
        inherited.merge(environment) { $1 }
        process.environment = inherited
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        process.standardInput =
            try input.map { try FileHandle(forReadingFrom: URL(fileURLWithPath: $0)) }
            ?? FileHandle.nullDevice
        // Files, so that no full pipe can hold the tool up.
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: try scratch.write("out", text: "")))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: try scratch.write("err", text: "")))
        try process.run()
    }

    /// Sends a signal.
    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Whether it has not ended yet.
    var isRunning: Bool { process.isRunning }

    /// What it has written on standard error so far.
    var errors: String { (try? scratch.text("err")) ?? "" }

    /// Waits for the end.
    func wait() throws -> Ending {
        process.waitUntilExit()
        let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        return Ending(status: status, output: try scratch.text("out"), errors: errors)
    }

    /// Runs the tool to its end.
    static func run(
        _ arguments: [String], input: String? = nil, environment: [String: String] = [:], in folder: String? = nil
    ) throws -> Ending {
        try Tool(arguments, input: input, environment: environment, in: folder).wait()
    }
}
