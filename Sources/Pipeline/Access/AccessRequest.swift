import Files
import Foundation

/// Who asks for what, and why.
public struct AccessRequest: Sendable {
    /// The command.
    public var command: AccessCommand
    /// Purpose code as given; nil takes the settings' own.
    public var purpose: String?
    /// Who acts, as they say; it is recorded and gives no rights.
    public var actor: String?
    /// Reason for overruling a guard; recorded.
    public var overruling: String?
    /// Who asks.
    public var user: SystemUser
    /// UTC seconds.
    public var now: Int64

    /// A request of the user who runs this process.
    public init(
        _ command: AccessCommand, purpose: String? = nil, actor: String? = nil, overruling: String? = nil,
        user: SystemUser = .current, now: Int64
    ) {
        self.command = command
        self.purpose = purpose
        self.actor = actor
        self.overruling = overruling
        self.user = user
        self.now = now
    }
}

/// An account of the operating system.
public struct SystemUser: Hashable, Sendable {
    /// Whom roles are given to and the audit names: the account, or who came to it by `sudo`.
    public var name: String

    /// A user of that name.
    public init(name: String) { self.name = name }

    /// The user of this process.
    ///
    /// The name comes from the process's own user number and the account database, not from LOGNAME or USER, which
    /// anybody can set, nor from whom `/proc/self` belongs to, which is root where a process may not be looked into.
    /// `sudo` names who called it in SUDO_USER; whoever is the service's account already, and could forge that, owns
    /// all files.
    public static var current: SystemUser {
        if let caller = ProcessInfo.processInfo.environment["SUDO_USER"], !caller.isEmpty {
            return SystemUser(name: String(caller.prefix(100)))
        }
        return SystemUser(name: Account.current.text)
    }
}
