import Foundation
import TestSupport

/// The package's own files, as the tests of the house read them.
enum SourceFiles {
    /// Paths, relative to the package, of the Swift files under a folder, sorted.
    static func swift(under folder: String) throws -> [String] {
        try all(under: folder).filter { $0.hasSuffix(".swift") }
    }

    /// Paths, relative to the package, of all files under a folder, sorted.
    static func all(under folder: String) throws -> [String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: PackageRoot.path(folder))
        return names.map { folder + "/" + $0 }.sorted()
    }

    /// Lines of a file of the package.
    static func lines(_ file: String) throws -> [String] {
        try String(contentsOfFile: PackageRoot.path(file), encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
