import Glibc
import TestSupport
import Testing

@testable import Files

private func drain(_ path: String, piece: Int = 1 << 18) throws(FileError) -> [UInt8] {
    let source = try ByteSource(path: path)
    var bytes: [UInt8] = []
    while try source.read(into: &bytes, atMost: piece) > 0 {}
    return bytes
}

@Suite struct ByteSourceTests {
    let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    /// Half noise, half text, so that codecs store some blocks and shrink others.
    private func drawn(_ count: Int, seed: UInt64) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { index -> UInt8 in
            let isNoise = index / 512 % 2 == 0
            return isNoise ? UInt8.random(in: 0...255, using: &generator) : UInt8(index % 7 + 48)
        }
    }

    @Test(arguments: Compression.allCases)
    func `every compression gives the same bytes back`(_ compression: Compression) throws {
        for (seed, count) in [0, 1, 5, 1000, 300_000, 1_500_001].enumerated() {
            let bytes = [48] + drawn(count, seed: UInt64(seed))
            let path = try scratch.write("a\(count)\(compression.ending)", compressed(bytes, compression))
            #expect(try drain(path) == bytes, "seed \(seed)")
            #expect(try ByteSource(path: path).compression == compression)
        }
    }

    @Test(arguments: Compression.allCases)
    func `every read size gives the same bytes`(_ compression: Compression) throws {
        let bytes = [48] + drawn(3000, seed: 9)
        let path = try scratch.write("sizes", compressed(bytes, compression))
        for size in Array(1...40) + [255, 256, 257, 2999, 3000, 3001, 3002, 1 << 20] {
            #expect(try drain(path, piece: size) == bytes, "size \(size)")
        }
    }

    @Test(arguments: [Compression.gzip, .lz4, .zstd])
    func `members and frames behind each other are one stream`(_ compression: Compression) throws {
        let parts = [drawn(70_000, seed: 1), [], drawn(3, seed: 2)]
        let path = try scratch.write("joined", parts.flatMap { compressed($0, compression) })
        #expect(try drain(path) == parts.flatMap(\.self))
        #expect(try drain(path, piece: 1) == parts.flatMap(\.self))
    }

    @Test(arguments: [Compression.gzip, .lz4, .zstd])
    func `a stream cut at any byte is told as truncated`(_ compression: Compression) throws {
        let whole = compressed(drawn(900, seed: 3), compression)
        for count in 0..<whole.count {
            let path = try scratch.write("cut\(compression.ending)", whole[..<count])
            #expect(throws: FileError.truncated(path: path, compression: compression), "\(count) bytes") {
                try drain(path)
            }
        }
    }

    @Test(arguments: [Compression.gzip, .lz4, .zstd])
    func `bytes behind the last frame are told as damage`(_ compression: Compression) throws {
        let path = try scratch.write("tail", compressed(drawn(900, seed: 3), compression) + Array("garbage".utf8))
        let error = #expect(throws: FileError.self) { try drain(path) }
        guard case .damaged(path, compression, let reason) = error else {
            Issue.record("wrong error: \(String(describing: error))")
            return
        }
        if compression == .gzip { #expect(reason.contains("follow member 1")) }
    }

    @Test(arguments: [Compression.gzip, .lz4, .zstd])
    func `a flipped bit never gives other bytes as whole`(_ compression: Compression) throws {
        let bytes = drawn(900, seed: 4)
        let whole = compressed(bytes, compression)
        for bit in stride(from: 0, to: whole.count * 8, by: 5) {
            var damaged = whole
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
            let path = try scratch.write("bit\(compression.ending)", damaged)
            // Neither lz4 nor zstd files carry a checksum of the content by default: there, only no crash is asked.
            let result = try? drain(path)
            if compression == .gzip, bit / 8 >= 10 { #expect(result == nil || result == bytes, "bit \(bit)") }
        }
    }

    @Test func `skippable frames are passed over`() throws {
        let bytes = drawn(900, seed: 5)
        let skippable: [UInt8] = [0x51, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 9, 9, 9]
        for compression in [Compression.zstd, .lz4] {
            let frame = compressed(bytes, compression)
            let path = try scratch.write("skip\(compression.ending)", skippable + frame + skippable + frame)
            #expect(try drain(path) == bytes + bytes)
        }
    }

    @Test func `a pipe is read like a file`() throws {
        let path = scratch.path("pipe")
        #expect(unsafe mkfifo(path, 0o600) == 0)
        let packed = compressed(drawn(200_000, seed: 6), .gzip)
        let writer = try scratch.write("packed", packed)
        let child = unsafe popen("cat '\(writer)' > '\(path)'", "r")
        let source = try ByteSource(path: path)
        #expect(!source.isRegular)
        #expect(source.rawSize == nil)
        var bytes: [UInt8] = []
        while try source.read(into: &bytes, atMost: 1000) > 0 {}
        #expect(bytes == drawn(200_000, seed: 6))
        #expect(source.rawBytesRead == packed.count)
        #expect(unsafe pclose(child) == 0)
    }

    @Test func `progress counts the bytes of the stored file`() throws {
        let packed = compressed(drawn(2_000_000, seed: 7), .zstd)
        let source = try ByteSource(path: try scratch.write("p.zst", packed))
        #expect(source.rawSize == packed.count)
        var bytes: [UInt8] = []
        _ = try source.read(into: &bytes, atMost: 1000)
        #expect(source.rawBytesRead < packed.count)
        while try source.read(into: &bytes, atMost: 1 << 20) > 0 {}
        #expect(source.rawBytesRead == packed.count)
    }

    @Test func `what is no file is refused by name`() throws {
        #expect(throws: FileError.isDirectory(path: scratch.path)) { try ByteSource(path: scratch.path) }
        #expect(throws: FileError.notFound(path: "/no/such")) { try ByteSource(path: "/no/such") }
        #expect(throws: FileError.notAFile(path: "/dev/zero")) { try ByteSource(path: "/dev/zero") }
        let closed = try scratch.write("closed", [1])
        #expect(unsafe chmod(closed, 0) == 0)
        if geteuid() != 0 {
            #expect(throws: FileError.noPermission(path: closed)) { try ByteSource(path: closed) }
        }
    }

    @Test func `an error text is one line and names the path`() {
        let errors: [FileError] = [
            .notFound(path: "p"), .isDirectory(path: "p"), .noPermission(path: "p"), .notAFile(path: "p"),
            .truncated(path: "p", compression: .gzip), .damaged(path: "p", compression: .lz4, reason: "r"),
            .diskFull(path: "p"), .locked(path: "p", owner: "o"), .encodingUnavailable(path: "p", encoding: .gb18030),
            .io(path: "p", action: "reading", reason: "r"),
        ]
        for error in errors {
            #expect(error.description.hasPrefix("p: "))
            #expect(!error.description.contains("\n") && error.description.contains("; "))
        }
    }
}
