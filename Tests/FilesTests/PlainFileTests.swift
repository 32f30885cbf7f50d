import Glibc
import TestSupport
import Testing

@testable import Files

/// Files under names that others may exchange: only a regular file of that very name is opened.
@Suite struct PlainFileTests {
    let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    /// Every way in which a delivery is opened.
    private static let ways: [(String, @Sendable (String) throws -> Void)] = [
        ("ByteSource", { _ = try ByteSource(path: $0, onlyPlainFile: true) }),
        ("TextSource", { _ = try TextSource(path: $0, onlyPlainFile: true) }),
        ("FilePieces", { _ = try FilePieces(path: $0, onlyPlainFile: true) }),
        ("read", { _ = try FileSystem.read($0, onlyPlainFile: true) }),
        ("readPieces", { try FileSystem.readPieces(of: $0, onlyPlainFile: true) { _ in true } }),
        ("copy", { try FileSystem.copy($0, to: $0 + ".copy", onlyPlainFile: true) }),
        ("makePrivate", { try FileSystem.makePrivate($0) }),
    ]

    @Test func `a link, a pipe and a folder are refused at once, a file is taken`() throws {
        let file = try scratch.write("file", text: "phone,time\n")
        let (link, pipe) = (scratch.path("link"), scratch.path("pipe"))
        #expect(unsafe symlink(file, link) == 0 && mkfifo(pipe, 0o600) == 0 && chmod(file, 0o644) == 0)
        for (name, open) in Self.ways {
            #expect(throws: FileError.isLink(path: link), "\(name)") { try open(link) }
            // Nobody writes into the pipe: an opening that waited for it would hang here.
            #expect(throws: FileError.notAFile(path: pipe), "\(name)") { try open(pipe) }
            #expect(throws: FileError.isDirectory(path: scratch.path), "\(name)") { try open(scratch.path) }
            #expect(try Ownership(of: file)?.mode == 0o644, "\(name) changed what the link leads to")
        }
        for (_, open) in Self.ways { try open(file) }
        #expect(try Ownership(of: file)?.mode == 0o600)
        #expect(try FileSystem.read(link) == Array("phone,time\n".utf8), "elsewhere links are followed")
    }

    @Test func `a file is read whole up to a limit that the error names`() throws {
        let path = try scratch.write("file", [UInt8](repeating: 7, count: 3 << 20))
        #expect(try FileSystem.read(path, atMost: 3 << 20).count == 3 << 20)
        let error = try #require(throws: FileError.self) { try FileSystem.read(path, atMost: (3 << 20) - 1) }
        #expect(error == .tooLarge(path: path, limit: (3 << 20) - 1))
        #expect(FileError.tooLarge(path: "p", limit: 256 << 20).description.contains("p: larger than 256 MiB"))
        // What has no size beforehand is counted.
        #expect(throws: FileError.tooLarge(path: "/proc/self/status", limit: 10)) {
            try FileSystem.read("/proc/self/status", atMost: 10)
        }
    }

    @Test func `a lock is never taken through a link, for it is emptied`() throws {
        let file = try scratch.write("precious", text: "kept")
        let link = scratch.path(".lock")
        #expect(unsafe symlink(file, link) == 0)
        #expect(throws: FileError.isLink(path: link)) { try FileLock(path: link, owner: "test") }
        #expect(try scratch.text("precious") == "kept")
    }
}
