import Files
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

/// Files that only grow, and keys that only their owner reaches.
@Suite struct AppendFileTests {
    private let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    @Test func `each append sees the end that the one before left, whoever wrote it`() throws {
        let path = scratch.path("log")
        let (one, other) = (try AppendFile(path: path), try AppendFile(path: path))
        for turn in 0..<50 {
            try (turn % 2 == 0 ? one : other).append(reach: 4) { end, isWhole in
                #expect(isWhole == (turn * 2 <= 4))
                #expect(
                    end
                        == Array(repeating: [UInt8(ascii: "a"), UInt8(ascii: "\n")], count: min(turn, 2)).flatMap(
                            \.self))
                return Array("a\n".utf8)
            }
        }
        #expect(try scratch.text("log") == String(repeating: "a\n", count: 50))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
    }

    @Test func `appends of many threads never mix and none is lost`() async throws {
        let path = scratch.path("log")
        await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    let file = try AppendFile(path: path)
                    for _ in 0..<50 {
                        try file.append(reach: 64) { end, _ in
                            // The count of lines so far is in the last line.
                            let last = end.split(separator: UInt8(ascii: "\n")).last.map {
                                String(decoding: $0, as: UTF8.self)
                            }
                            let count = last.flatMap { Int($0.split(separator: " ")[0]) } ?? 0
                            return Array("\(count + 1) \(writer)\n".utf8)
                        }
                    }
                }
            }
        }
        let numbers = try scratch.text("log").split(separator: "\n").map { Int($0.split(separator: " ")[0]) }
        #expect(numbers == Array(1...400))
    }

    @Test func `an error of the closure leaves the file as it was`() throws {
        let path = try scratch.write("log", text: "kept\n")
        struct Stop: Error {}
        #expect(throws: Stop.self) { try AppendFile(path: path).append(reach: 10) { _, _ in throw Stop() } }
        #expect(try scratch.text("log") == "kept\n")
    }

    @Test func `links, folders and devices are no files to append to`() throws {
        let target = try scratch.write("target", text: "")
        let link = scratch.path("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
        #expect(throws: FileError.isLink(path: link)) { try AppendFile(path: link) }
        #expect(throws: FileError.self) { try AppendFile(path: scratch.path) }
        #expect(throws: FileError.notAFile(path: "/dev/null")) { try AppendFile(path: "/dev/null") }
    }

    @Test(arguments: [0o600, 0o400, 0o640, 0o604, 0o660, 0o644, 0o777])
    func `a key that group or others can reach is refused with the mend`(mode: Int) throws {
        let path = try scratch.write("a.key", text: "secret")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        if mode & 0o077 == 0 {
            #expect(try FileSystem.readKey(path) == "secret")
        } else {
            let error = try #require(throws: FileError.self) { try FileSystem.readKey(path) }
            #expect(error.description.contains("chmod 600 \(path)") && !error.description.contains("secret"))
        }
        if mode & 0o022 == 0 {
            #expect(try FileSystem.readKey(path, isPublic: true) == "secret")
        } else {
            #expect(throws: FileError.exposed(path: path, mend: "chmod go-w \(path)")) {
                try FileSystem.readKey(path, isPublic: true)
            }
        }
    }

    @Test(.enabled(if: getuid() == 0, "only root can give a file away"))
    func `root reads the key of another account`() throws {
        let path = try scratch.write("a.key", text: "secret")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(unsafe chown(path, 12_345, 12_345) == 0)
        #expect(try FileSystem.readKey(path) == "secret")
    }
}
