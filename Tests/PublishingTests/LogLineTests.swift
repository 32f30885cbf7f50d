import Foundation
import Publishing
import Testing

/// Lines of a log are read by machines.
@Suite struct LogLineTests {
    private func line(_ message: String, run: String? = nil) -> LogLine {
        LogLine(
            time: 1_580_261_400, level: .warning, command: "tasks list", invocation: "3f9c", run: run, kind: "WARNING",
            message: message)
    }

    @Test func `a code before the message is its code, and nothing else is`() {
        #expect(line("SHORT_FILE: a.csv: 3 rows").code == "SHORT_FILE")
        #expect(line("SHORT_FILE: a.csv: 3 rows").message == "a.csv: 3 rows")
        for message in ["recovered: x", "AB: x", "SHORT_FILE:x", "SHORT FILE: x", "", "Ä_B_C: x"] {
            #expect(line(message).code == "WARNING")
            #expect(line(message).message == message)
        }
    }

    @Test func `a line of text has six words before its message, and stays one line`() {
        #expect(
            line("SHORT_FILE: a.csv: 3 rows").text
                == "2020-01-29T01:30:00+00:00 warning tasks-list 3f9c - SHORT_FILE: a.csv: 3 rows")
        #expect(line("x\ny\u{1B}[2J", run: "r01").text.hasSuffix(" 3f9c r01 WARNING: x y?[2J"))
    }

    @Test func `an object has all fields, whatever the message holds`() throws {
        let message = "quote \" and \\ and \n and 隔离"
        let fields = try #require(
            try JSONSerialization.jsonObject(with: Data(line(message).json.utf8)) as? [String: Any])
        #expect(fields["message"] as? String == "quote \" and \\ and   and 隔离")
        #expect(fields["run"] is NSNull && fields["level"] as? String == "warning")
        #expect(Set(fields.keys) == ["time", "level", "command", "invocation", "run", "code", "message"])
    }
}
