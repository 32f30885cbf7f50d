import Foundation
import Glibc

/// The built command line, run as users run it.
public struct Tool {
    /// How a run of the tool ended.
    public struct Ending: Sendable {
        /// Exit status; minus the signal's number where one ended it.
        public var status: Int32
        /// What it wrote.
        public var output: String, errors: String
    }

    /// The tool is not where the tests look for it.
    public struct Missing: Error, CustomStringConvertible {
        /// One line with the mend.
        public let description: String

        /// What is missing, and what to do.
        public init(_ description: String) { self.description = description }
    }

    /// The tool beside the test bundle.
    public static func path() throws -> String {
        let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let tool = URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("tracegrid").path
        guard FileManager.default.isExecutableFile(atPath: tool) else {
            throw Missing("\(tool) is not built: run swift build with the flags of scripts/test")
        }
        return tool
    }

    /// Runs a command of the shell and gives its status.
    @discardableResult
    public static func shell(_ command: String) throws -> Int32 {
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
    public init(
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
    public func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Number of its process.
    public var number: Int32 { process.processIdentifier }

    /// Whether it has not ended yet.
    public var isRunning: Bool { process.isRunning }

    /// What it has written on standard error so far.
    public var errors: String { (try? scratch.text("err")) ?? "" }

    /// Waits for the end.
    public func wait() throws -> Ending {
        process.waitUntilExit()
        let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        return Ending(status: status, output: try scratch.text("out"), errors: errors)
    }

    /// Runs the tool to its end.
    public static func run(
        _ arguments: [String], input: String? = nil, environment: [String: String] = [:], in folder: String? = nil
    ) throws -> Ending {
        try Tool(arguments, input: input, environment: environment, in: folder).wait()
    }
}
