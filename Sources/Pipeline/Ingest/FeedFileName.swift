import Foundation
import Publishing

/// Names and kinds of delivered files.
enum FeedFileName {
    /// The last part of a path, fit to be shown: control characters are replaced.
    static func name(of path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return TerminalTable.printable(name)
    }

    /// A name with room for what is put before and behind it: names of more than 200 bytes lose their middle.
    static func shortened(_ name: String) -> String {
        if name.utf8.count <= 200 { return name }
        var head = ""
        for character in name where head.utf8.count + String(character).utf8.count <= 160 { head.append(character) }
        var tail = ""
        for character in name.reversed() {
            if tail.utf8.count + String(character).utf8.count > 30 { break }
            tail = String(character) + tail
        }
        return head + "~" + tail
    }

    /// Why a path cannot be taken as a file; nil where it is a regular file.
    static func unreadable(_ path: String, followingLinks: Bool) -> String? {
        // Names that are no UTF-8 reach us repaired, and the repaired name leads nowhere.
        if path.unicodeScalars.contains("\u{FFFD}") { return "\(path): its name is not UTF-8: rename it" }
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
