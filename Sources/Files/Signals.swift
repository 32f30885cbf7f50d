// Contract of the unsafe code here: the set is lent to the system for the call.
import Glibc

/// Signals of this process.
public enum Signals {
    /// Lets signals through that whoever started the process had blocked: threads of a service often block them all,
    /// and a process inherits that.
    public static func unblock(_ numbers: [Int32]) {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for number in numbers { unsafe sigaddset(&set, number) }
        unsafe _ = sigprocmask(SIG_UNBLOCK, &set, nil)
    }
}
