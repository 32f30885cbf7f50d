import Dispatch
import Files
import Synchronization

/// Writes segments one after the other while the next rows are read.
final class SegmentQueue: Sendable {
    private struct State {
        var written: [SegmentInfo] = []
        var failure: StoreError?
    }
    private let folder: String
    private let queue = DispatchQueue(label: "tracegrid.segments")
    private let state = Mutex(State())

    init(folder: String) { self.folder = folder }

    /// The segments that stand whole in the folder.
    var written: [SegmentInfo] { state.withLock(\.written) }

    /// Paths of the segments of a day that stand there.
    func paths(of day: Int32) -> [String] {
        written.filter { $0.day == day }.map { "\(folder)/\($0.fileName)" }
    }

    /// Puts a segment on its way; nothing is written any more after a failure.
    func write(_ encoder: SegmentEncoder, _ blocks: [EncodedBlock]) {
        queue.async { [self] in
            if state.withLock({ $0.failure != nil }) { return }
            let (words, info) = encoder.encode(blocks)
            do throws(FileError) {
                try AtomicFile.write(words, to: "\(folder)/\(info.fileName)")
                state.withLock { $0.written.append(info) }
            } catch {
                state.withLock { $0.failure = .file(error) }
            }
        }
    }

    /// Waits until all segments are on the disk; throws the first failure.
    func wait() throws(StoreError) {
        queue.sync {}
        if let failure = state.withLock(\.failure) { throw failure }
    }

    /// Removes every segment that was written.
    func removeAll() throws(StoreError) {
        queue.sync {}
        for segment in written {
            do throws(FileError) { try FileSystem.remove("\(folder)/\(segment.fileName)") } catch { throw .file(error) }
        }
        state.withLock { $0 = State() }
    }
}
