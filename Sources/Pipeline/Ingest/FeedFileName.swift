import Foundation

/// Names and kinds of delivered files.
enum FeedFileName {
    /// The last part of a path, fit to be shown: control characters are replaced.
    static func name(of path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return String(name.map { $0.unicodeScalars.contains { $0.value < 32 || $0.value == 127 } ? "?" : $0 })
    }

    /// Why a path cannot be taken as a file; nil where it is a regular file.
    static func unreadable(_ path: String, followingLinks: Bool) -> String? {
        let manager = FileManager.default
        let target = followingLinks ? URL(fileURLWithPath: path).resolvingSymlinksInPath().path : path
        guard let attributes = try? manager.attributesOfItem(atPath: target) else {
            return "\(path): there is no such file: check the path"
        }
        switch attributes[.type] as? FileAttributeType {
        case .some(.typeRegular): return nil
        case .some(.typeDirectory): return "\(path): it is a folder: name the files in it"
        case .some(.typeSymbolicLink): return "\(path): it is a link: put the file itself into the inbox"
        default: return "\(path): it is a pipe or a device: write it to a file first"
        }
    }
}
