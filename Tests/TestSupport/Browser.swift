import Foundation
import Synchronization

/// A real browser without a window, driven by its DevTools protocol over two named pipes.
public final class Browser {
    /// What went wrong with the browser, in one line.
    public struct Fault: Error, CustomStringConvertible {
        /// One line with the mend.
        public let description: String
    }

    private let process = Process()
    private let scratch: ScratchFolder
    private let input: FileHandle, output: FileHandle
    private let inbox = Inbox()
    private var number = 0
    private var session: String?

    /// Seconds that the browser may take for one answer.
    private static let patience = 60.0

    /// Starts Chromium with an empty page; throws where it is not installed, for a test of pages must not pass without.
    public init() throws {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let found = folders.lazy.flatMap { ["\($0)/chromium", "\($0)/chromium-browser"] }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let program = found else {
            throw Fault(description: "chromium is not installed: run scripts/setup chromium fonts-noto-cjk")
        }
        scratch = try ScratchFolder()
        let pipes = ["in", "out"].map(scratch.path)
        guard try Tool.shell("mkfifo '\(pipes[0])' '\(pipes[1])'") == 0 else {
            throw Fault(description: "mkfifo failed")
        }
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = [
            "-c",
            "exec '\(program)' --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --hide-scrollbars "
                + "--remote-debugging-pipe --user-data-dir='\(scratch.path("profile"))' about:blank 3<'\(pipes[0])' 4>'\(pipes[1])'",
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        // Open for both ways, so that neither side waits for the other.
        guard let input = FileHandle(forUpdatingAtPath: pipes[0]), let output = FileHandle(forUpdatingAtPath: pipes[1])
        else { throw Fault(description: "the pipes to the browser cannot be opened") }
        (self.input, self.output) = (input, output)
        try process.run()
        let inbox = inbox
        output.readabilityHandler = { inbox.add($0.availableData) }
        let target = try ask("Target.createTarget", ["url": "about:blank"])
        let attached = try ask("Target.attachToTarget", ["targetId": target["targetId"] ?? "", "flatten": true])
        session = attached["sessionId"] as? String
        for domain in ["Page", "Runtime", "Log"] { try ask("\(domain).enable") }
    }

    deinit {
        output.readabilityHandler = nil
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
    }

    /// What the page wrote on its console, what it threw, and what it was refused.
    public var complaints: [String] { inbox.complaints }

    /// Gives a command to the browser and waits for its answer.
    @discardableResult
    public func ask(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
        number += 1
        var message: [String: Any] = ["id": number, "method": method, "params": parameters]
        if let session { message["sessionId"] = session }
        try input.write(contentsOf: try JSONSerialization.data(withJSONObject: message) + [0])
        let deadline = Date().addingTimeInterval(Self.patience)
        while Date() < deadline {
            if let answer = inbox.answer(number) {
                let fields = try JSONSerialization.jsonObject(with: answer) as? [String: Any] ?? [:]
                if let error = fields["error"] { throw Fault(description: "\(method): \(error)") }
                return fields["result"] as? [String: Any] ?? [:]
            }
            Thread.sleep(forTimeInterval: 0.005)
        }
        throw Fault(description: "\(method): the browser gave no answer in \(Int(Self.patience)) s")
    }

    /// Opens a file on a screen of some pixels and waits until its scripts have said that they are done.
    public func open(_ path: String, width: Int, height: Int = 900, dark: Bool = false) throws {
        try ask(
            "Emulation.setDeviceMetricsOverride",
            ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500])
        try ask(
            "Emulation.setEmulatedMedia",
            ["features": [["name": "prefers-color-scheme", "value": dark ? "dark" : "light"]]])
        try ask("Page.navigate", ["url": URL(fileURLWithPath: path).absoluteString])
        let deadline = Date().addingTimeInterval(Self.patience)
        while Date() < deadline {
            let state = try evaluate(
                "document.readyState==='complete'&&(document.documentElement.dataset.ready||!document.getElementById('data'))&&location.protocol==='file:'"
            )
            if let state, "\(state)" != "0", "\(state)" != "" { return }
            Thread.sleep(forTimeInterval: 0.01)
        }
        throw Fault(description: "\(path): its scripts did not come to their end")
    }

    /// The value of an expression in the page; nil for none.
    @discardableResult
    public func evaluate(_ expression: String) throws -> Any? {
        let answer = try ask("Runtime.evaluate", ["expression": expression, "returnByValue": true])
        if let thrown = answer["exceptionDetails"] { throw Fault(description: "\(expression): \(thrown)") }
        return (answer["result"] as? [String: Any])?["value"]
    }

    /// The whole page as a picture.
    public func picture(to path: String, width: Int) throws {
        let size = try ask("Page.getLayoutMetrics")["cssContentSize"] as? [String: Any]
        let height = min((size?["height"] as? NSNumber)?.intValue ?? 0, 8_000)
        try keep(
            try ask(
                "Page.captureScreenshot",
                [
                    "captureBeyondViewport": true,
                    "clip": ["x": 0, "y": 0, "width": width, "height": height, "scale": 1],
                ]), path)
    }

    /// The page on paper.
    public func paper(to path: String) throws {
        try keep(try ask("Page.printToPDF", ["printBackground": true, "paperWidth": 8.27, "paperHeight": 11.69]), path)
    }

    private func keep(_ answer: [String: Any], _ path: String) throws {
        guard let data = (answer["data"] as? String).flatMap({ Data(base64Encoded: $0) }) else {
            throw Fault(description: "\(path): the browser gave no picture")
        }
        let url = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
    }
}

/// Messages of the browser as they come in.
private final class Inbox: Sendable {
    private struct State {
        var open = Data()
        var answers: [Int: Data] = [:]
        var complaints: [String] = []
    }
    private let state = Mutex(State())

    var complaints: [String] { state.withLock { $0.complaints } }

    func answer(_ number: Int) -> Data? { state.withLock { $0.answers.removeValue(forKey: number) } }

    func add(_ data: Data) {
        state.withLock { state in
            state.open.append(data)
            while let end = state.open.firstIndex(of: 0) {
                let message = Data(state.open[state.open.startIndex..<end])
                state.open = Data(state.open[(end + 1)...])
                guard let fields = try? JSONSerialization.jsonObject(with: message) as? [String: Any] else { continue }
                if let number = fields["id"] as? Int { state.answers[number] = message }
                if let method = fields["method"] as? String,
                    ["Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"].contains(method)
                {
                    state.complaints.append(String(decoding: message.prefix(600), as: UTF8.self))
                }
            }
        }
    }
}
