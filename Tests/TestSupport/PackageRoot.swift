import Foundation

/// Folders beside which tests find their inputs.
public enum PackageRoot {
    /// Absolute path of the package's top folder.
    public static let path: String = {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { url.deleteLastPathComponent() }
        return url.path
    }()

    /// Path of a file of the package.
    public static func path(_ name: String) -> String { path + "/" + name }

    /// Path of a file of the public reference data that lie beside the package; nil (with a plain notice on standard
    /// output) where this copy of the package has none.
    public static func shared(_ name: String) -> String? {
        let file = URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent("shared/" + name).path
        if FileManager.default.fileExists(atPath: file) { return file }
        print("skipped: ../shared/\(name) is not here")
        return nil
    }
}
