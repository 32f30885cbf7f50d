import Foundation
import TestSupport
import Testing

/// Runs the tool under valgrind's callgrind and counts: instructions in all, and in functions with what they call.
///
/// Counts do not depend on how fast or how busy a machine is. Valgrind knows no AVX-512, so what is counted is the AVX2
/// level. The tool runs on one core, so that their number changes nothing.
struct Callgrind {
    /// What one run executed.
    struct Profile {
        /// Instructions of the whole process.
        var instructions = 0
        /// Instructions by prefix of a function's name, calls included, entered from functions of other names.
        var inclusive: [String: Int] = [:]
    }

    /// The tool without debug records, which older versions of valgrind cannot read.
    private let tool: String
    private let scratch: ScratchFolder
    private let core: String

    /// Why nothing can ever be counted on this machine; nil where it can.
    static let lack: String? = {
        #if arch(x86_64)
            let processor = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
            return processor.contains(" avx2") ? nil : "the processor has no AVX2, the level that is counted"
        #else
            return "the instructions that are counted are those of x86-64"
        #endif
    }()

    /// What has to be installed first; nil where all is there.
    static let missing: String? = {
        let programs = ["valgrind", "objcopy", "taskset"].filter { path(of: $0) == nil }
        return programs.isEmpty
            ? nil : "\(programs.joined(separator: ", ")) not installed: run scripts/test, or apt-get install valgrind"
    }()

    /// Where a program lies.
    static func path(of program: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { $0 + "/" + program }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// The programs on whose versions counts depend.
    static func tools() throws -> String {
        let compiler = try output("swift", ["--version"]).split(separator: "\n").first { $0.contains("Swift version") }
        let words = compiler.map { String($0[($0.range(of: "Swift version")?.lowerBound ?? $0.startIndex)...]) }
        let library = try output("getconf", ["GNU_LIBC_VERSION"])
        return [words ?? "Swift of unknown version", library, try output("valgrind", ["--version"])]
            .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.joined(separator: ", ")
    }

    private static func output(_ program: String, _ arguments: [String]) throws -> String {
        guard let path = path(of: program) else { return "\(program) unknown" }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return text
    }

    init(_ scratch: ScratchFolder) throws {
        self.scratch = scratch
        tool = scratch.path("tracegrid")
        let original = try Tool.path()
        try #require(try Tool.shell("objcopy --strip-debug '\(original)' '\(tool)'") == 0, "objcopy failed")
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let allowed = status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") } ?? ""
        core = String(allowed.drop { !$0.isNumber }.prefix { $0.isNumber })
    }

    /// Runs the tool with arguments, and sums up functions whose names begin with one of `prefixes`.
    func profile(_ arguments: [String], name: String, prefixes: [String] = []) throws -> Profile {
        let file = scratch.path("\(name).callgrind")
        let words = ["--tool=callgrind", "--callgrind-out-file=\(file)", tool] + arguments
        let quoted = words.map { "'\($0)'" }.joined(separator: " ")
        let status = try Tool.shell(
            "taskset -c \(core) valgrind \(quoted) > '\(file).out' 2> '\(file).err' < /dev/null")
        let said = (try? String(contentsOfFile: "\(file).err", encoding: .utf8)) ?? ""
        try #require(status == 0, "valgrind \(quoted) ended with \(status): \(said.suffix(500))")
        return try Self.read(file, prefixes: prefixes)
    }

    /// Reads callgrind's file: `fn=` begins a function, `cfn=` names the callee of the call on the next two lines.
    private static func read(_ file: String, prefixes: [String]) throws -> Profile {
        var profile = Profile()
        var names: [Substring: Substring] = [:]
        func name(_ text: Substring) -> Substring {
            // `(12) name` where it stands first, `(12)` from then on.
            guard let end = text.firstIndex(of: ")") else { return text }
            let number = text[...end]
            let rest = text[text.index(after: end)...].drop { $0 == " " }
            if !rest.isEmpty { names[number] = rest }
            return names[number] ?? rest
        }
        var caller: Substring = "", callee: Substring = ""
        var isCall = false
        for line in try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n") {
            if line.hasPrefix("fn=") {
                caller = name(line.dropFirst(3))
            } else if line.hasPrefix("cfn=") {
                callee = name(line.dropFirst(4))
            } else if line.hasPrefix("calls=") {
                isCall = true
            } else if line.hasPrefix("totals:") || line.hasPrefix("summary:") {
                profile.instructions = Int(line.split(separator: " ")[1]) ?? 0
            } else if isCall {
                isCall = false
                for prefix in prefixes where callee.hasPrefix(prefix) && !caller.hasPrefix(prefix) {
                    let cost = line.split(separator: " ").last.flatMap { Int($0) } ?? 0
                    profile.inclusive[prefix, default: 0] += cost
                }
            }
        }
        try #require(profile.instructions > 0, "\(file) has no totals")
        return profile
    }
}
