import Glibc
import TestSupport
import Testing

@testable import Files

@Suite struct FileSystemTests {
    let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    @Test func `a file is either wholly in or not at all`() throws {
        let path = try scratch.write("a", text: "old")
        do {
            let file = try AtomicFile(path: path)
            try file.write(String(repeating: "x", count: 700_000))
            #expect(try FileSystem.list(scratch.path).count == 2)
        }
        #expect(try scratch.text("a") == "old")
        #expect(try FileSystem.list(scratch.path) == ["a"])
        let file = try AtomicFile(path: path)
        for _ in 0..<3 { try file.write(String(repeating: "y", count: 200_000)) }
        #expect(try scratch.text("a") == "old")
        try file.commit()
        #expect(try scratch.text("a") == String(repeating: "y", count: 600_000))
        #expect(try FileSystem.list(scratch.path) == ["a"])
    }

    @Test func `files and folders are for their owner alone`() throws {
        umask(0o022)
        try FileSystem.makeFolder(scratch.path("x/y"))
        try AtomicFile.write([1], to: scratch.path("x/y/f"))
        var status = stat()
        #expect(unsafe stat(scratch.path("x/y/f"), &status) == 0 && status.st_mode & 0o777 == 0o600)
        #expect(unsafe stat(scratch.path("x/y"), &status) == 0 && status.st_mode & 0o777 == 0o700)
        #expect(unsafe stat(scratch.path("x"), &status) == 0 && status.st_mode & 0o777 == 0o700)
        try FileSystem.makeFolder(scratch.path("x/y"))
    }

    @Test func `a full disk is told and leaves nothing`() throws {
        let path = try scratch.write("a", text: "old")
        let aside = try scratch.write(".tmp-full", text: "half")
        let full = try Descriptor(opening: "/dev/full", flags: O_WRONLY)
        let file = AtomicFile(path: path, temporary: aside, descriptor: full)
        try file.write("little")
        #expect(throws: FileError.diskFull(path: "/dev/full")) { try file.commit() }
        #expect(try FileSystem.list(scratch.path) == ["a"])
        #expect(try scratch.text("a") == "old")
    }

    @Test func `leftovers of killed writers are swept and nothing else`() throws {
        try scratch.write("keep", [1])
        try scratch.write(".tmp-1-1", [1])
        #expect(try FileSystem.sweepTemporaries(in: scratch.path) == 1)
        #expect(try FileSystem.list(scratch.path) == ["keep"])
    }

    @Test func `a link is replaced at once`() throws {
        let link = scratch.path("current")
        try FileSystem.replaceLink(link, to: "run-1")
        try scratch.write("run-1", text: "1")
        try scratch.write("run-2", text: "2")
        #expect(try FileSystem.read(link) == Array("1".utf8))
        try FileSystem.replaceLink(link, to: "run-2")
        #expect(try FileSystem.read(link) == Array("2".utf8))
        #expect(try FileSystem.list(scratch.path) == ["current", "run-1", "run-2"])
    }

    @Test func `moving works within and across file systems`() throws {
        let bytes = (0..<3_000_001).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let first = try scratch.write("m", bytes)
        try FileSystem.move(first, to: scratch.path("n"))
        #expect(try scratch.bytes("n") == bytes)
        #expect(!FileSystem.exists(first))
        try FileSystem.copy(scratch.path("n"), to: scratch.path("o"))
        #expect(try scratch.bytes("o") == bytes)
        if FileSystem.isFolder("/dev/shm") {
            let far = "/dev/shm/tracegrid-test-\(getpid())"
            try FileSystem.move(scratch.path("n"), to: far)
            #expect(try FileSystem.size(far) == bytes.count)
            try FileSystem.move(far, to: scratch.path("back"))
            #expect(try scratch.bytes("back") == bytes)
        }
        #expect(throws: FileError.notFound(path: first)) { try FileSystem.move(first, to: scratch.path("z")) }
    }

    @Test func `a tree is removed without following links`() throws {
        try scratch.write("outside/f", [1])
        try scratch.write("tree/deep/f", [1])
        try FileSystem.replaceLink(scratch.path("tree/link"), to: scratch.path("outside"))
        try FileSystem.removeTree(scratch.path("tree"))
        try FileSystem.removeTree(scratch.path("tree"))
        #expect(try FileSystem.list(scratch.path) == ["outside"])
        #expect(FileSystem.exists(scratch.path("outside/f")))
    }

    @Test func `listings are sorted and missing folders told`() throws {
        for name in ["b", "a", "C", "张"] { try scratch.write(name, [1]) }
        #expect(try FileSystem.list(scratch.path) == ["C", "a", "b", "张"])
        #expect(throws: FileError.notFound(path: "/no/such")) { try FileSystem.list("/no/such") }
        #expect(throws: FileError.isDirectory(path: scratch.path)) { try FileSystem.read(scratch.path) }
        #expect(try FileSystem.freeSpace(scratch.path) > 0)
    }

    @Test func `a mapped file lends its bytes`() throws {
        let path = try scratch.write("m", [1, 2, 3])
        let file = try MappedFile(path: path)
        #expect(file.withSpan { $0.count == 3 && $0[2] == 3 })
        #expect(try MappedFile(path: try scratch.write("e", [])).withSpan { $0.count } == 0)
        #expect(throws: FileError.isDirectory(path: scratch.path)) { _ = try MappedFile(path: scratch.path) }
        #expect(throws: FileError.notFound(path: "/no/such")) { _ = try MappedFile(path: "/no/such") }
    }

    @Test func `a lock tells who holds it and is free afterwards`() throws {
        let path = scratch.path("lock")
        do {
            let lock = try FileLock(path: path, owner: "process 7 of wang since 10:00")
            let told = FileError.locked(path: path, owner: "process 7 of wang since 10:00")
            #expect(throws: told) { _ = try FileLock(path: path, owner: "x") }
            #expect(FileLock.holder(path: path) == "process 7 of wang since 10:00")
            _ = lock.path
            withExtendedLifetime(lock) {}
        }
        #expect(FileLock.holder(path: path) == nil)
        _ = try FileLock(path: path, owner: "next")
    }
}
