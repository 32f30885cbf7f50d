import CLZ4
import CZlib
import CZstd

/// Versions of the codec libraries that this process runs with.
public struct CodecVersions: Sendable {
    /// Name of the library, and its version as people write it.
    public let name: String, text: String
    /// Version as one number that grows, and the oldest that was tested.
    public let number: Int, oldest: Int

    /// The libraries at hand.
    public static var installed: [CodecVersions] {
        let lz4 = Int(LZ4_versionNumber())
        let zstd = Int(ZSTD_versionNumber())
        return [
            CodecVersions(name: "lz4", text: dotted(lz4), number: lz4, oldest: 10_904),
            CodecVersions(name: "zstd", text: dotted(zstd), number: zstd, oldest: 10_504),
            // zlib tells its version at run time as text only; the header's number is that of the build.
            CodecVersions(name: "zlib", text: ZLIB_VERSION, number: Int(ZLIB_VERNUM), oldest: 0x12D0),
        ]
    }

    /// `major * 10000 + minor * 100 + release` as `major.minor.release`.
    private static func dotted(_ number: Int) -> String {
        "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
    }
}
