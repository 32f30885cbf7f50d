// Contract of the unsafe code here: buffers outlive the call that fills them, and a name is copied out before they go.
import Glibc

/// An account of the operating system, by its number.
public struct Account: Hashable, Sendable {
    /// Its number; 0 is root.
    public let number: UInt32

    /// An account by its number.
    public init(number: UInt32) { self.number = number }

    /// The account that started this process.
    public static var current: Account { Account(number: getuid()) }
    /// The account whose rights this process has, and whom the files that it makes belong to.
    public static var effective: Account { Account(number: geteuid()) }

    /// Its name in the account database; nil where that has none.
    public var name: String? {
        var room = 1 << 10
        while room <= 1 << 20 {
            var text = [CChar](repeating: 0, count: room)
            var entry = unsafe passwd()
            var found: UnsafeMutablePointer<passwd>?
            let answer = unsafe text.withUnsafeMutableBufferPointer { space -> (code: Int32, name: String?) in
                guard let start = space.baseAddress else { return (ENOMEM, nil) }
                let code = unsafe getpwuid_r(number, &entry, start, space.count, &found)
                guard code == 0, unsafe found != nil, let name = unsafe entry.pw_name else { return (code, nil) }
                return (code, unsafe String(cString: name))
            }
            switch answer.code {
            case ERANGE: room *= 2
            case EINTR: continue
            default: return answer.name.flatMap { $0.isEmpty ? nil : $0 }
            }
        }
        return nil
    }

    /// `tracegrid`, or `uid 1234` where the database has no name.
    public var text: String { name ?? "uid \(number)" }
}

/// Whom an entry of a folder belongs to, and who may reach it.
public struct Ownership: Hashable, Sendable {
    /// Whether it is a symbolic link.
    public let isLink: Bool
    /// Whom it belongs to.
    public let owner: Account
    /// Its permission bits.
    public let mode: UInt32

    /// Looks at what stands at a path, or with `followingLinks` at what it leads to; nil where nothing does.
    public init?(of path: String, followingLinks: Bool = false) throws(FileError) {
        var status = stat()
        let code = unsafe followingLinks ? stat(path, &status) : lstat(path, &status)
        if code != 0 {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw FileError(errno, path: path, action: "inspecting")
        }
        isLink = status.st_mode & S_IFMT == S_IFLNK
        owner = Account(number: status.st_uid)
        mode = status.st_mode & 0o7777
    }

    /// Whether nobody but this process's account and root can change it at will; root itself minds no owner.
    public var isOurs: Bool { owner == .effective || owner.number == 0 || Account.effective.number == 0 }
}
