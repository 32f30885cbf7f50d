import Dispatch
import Files
import Synchronization
import Vault

/// The SHA-256 of a file, and a copy of it if one is wanted, made in one reading beside other work.
///
/// Read in pieces: a file in the inbox may be shortened under us, and may be larger than memory.
final class FileDigest: Sendable {
    /// What the reading came to.
    struct Finding: Sendable {
        var sha256: String
        var bytes: Int
        /// Where the copy is: exactly the bytes of the digest.
        var copy: String?
    }
    private let aside: String?
    private let work = DispatchGroup()
    private let isStopped = Atomic(false)
    private let result = Mutex<Result<Finding, FileError>?>(nil)

    /// Begins to read; `aside` is where the copy goes.
    ///
    /// With `onlyPlainFile` a link is refused.
    init(of path: String, onlyPlainFile: Bool = false, copyTo aside: String?) {
        self.aside = aside
        DispatchQueue.global().async(group: work) { [self] in
            let outcome: Result<Finding, FileError>
            do throws(FileError) { outcome = .success(try read(path, onlyPlainFile)) } catch {
                outcome = .failure(error)
            }
            result.withLock { $0 = outcome }
        }
    }

    private func read(_ path: String, _ onlyPlainFile: Bool) throws(FileError) -> Finding {
        var digest = SHA256Digest()
        var bytes = 0
        let copy: AtomicFile? = if let aside { try AtomicFile(path: aside) } else { nil }
        try FileSystem.readPieces(of: path, onlyPlainFile: onlyPlainFile) { (piece) throws(FileError) in
            digest.update(piece)
            try copy?.write(piece)
            bytes += piece.count
            return !isStopped.load(ordering: .relaxed)
        }
        if !isStopped.load(ordering: .relaxed) { try copy?.commit() }
        return Finding(sha256: digest.hex, bytes: bytes, copy: aside)
    }

    /// Waits for the end of the reading.
    func finding() throws(FileError) -> Finding {
        work.wait()
        guard let result = result.withLock(\.self) else { preconditionFailure("the reading has ended") }
        return try result.get()
    }

    /// Ends the reading; a copy that was not moved on is removed.
    func discard() {
        isStopped.store(true, ordering: .relaxed)
        work.wait()
        if let aside { try? FileSystem.remove(aside) }
    }
}
