import Vault
import Vocabulary

/// One access to a workspace: permitted, and in the audit before anything is read.
///
/// The command's stages add what they read; ``end(_:reason:)`` writes that down.
final class Access {
    /// What was permitted.
    let permit: Gate.Permit
    /// The record that stands before all reading; runs keep it in their manifest.
    let begun: AuditHead
    /// Those who were read about one by one; nobody where all were.
    var subjects: Set<Pseudonym> = []
    /// What was read or written, by name.
    var counts: [String: Int] = [:]
    /// The run that was made or read.
    var runID: String?
    /// How the command stands, should it end without an error.
    var outcome = Outcome.done

    private let log: AuditLog
    private let request: AccessRequest
    private let started = ContinuousClock.now

    /// Asks the gate, and opens the audit.
    ///
    /// Throws ``Outcome/notPermitted``, which is recorded too, and ``Outcome/failed`` where the audit cannot be
    /// written.
    init(_ request: AccessRequest, folder: String, gate: Gate, asked: [String], reporter: any Reporter) throws {
        self.request = request
        log = try AuditLog(workspace: folder)
        var record = Access.record(.begin, request)
        record.asked = asked.isEmpty ? nil : asked
        record.reason = request.overruling
        do throws(Failure) {
            permit = try gate.permit(request)
        } catch {
            record.event = .denied
            record.purpose = request.purpose
            record.status = Int(error.outcome.rawValue)
            record.reason = error.description
            _ = try log.append(record)
            throw error
        }
        record.purpose = permit.purpose?.code
        record.role = permit.grant?.role.rawValue
        let (head, tornLines) = try log.append(record)
        begun = head
        if tornLines > 0 {
            reporter.note("audit: \(tornLines) line\(tornLines == 1 ? "" : "s") cut off by a crash, marked so")
        }
    }

    /// Writes down what an answer is about, before it is shown: whoever reads it and leaves early, or is asked again and
    /// again by a command that watches, has looked all the same.
    func shows(_ subjects: Set<Pseudonym>, asked: [String] = []) throws {
        let names = subjects.sorted().map(\.text)
        for first in stride(from: 0, to: max(1, names.count), by: AuditRecord.mostSubjects) {
            var record = Access.record(.showed, request)
            record.time += started.duration(to: .now).components.seconds
            record.access = begun.number
            record.asked = asked.isEmpty ? nil : asked
            let some = names[first..<min(names.count, first + AuditRecord.mostSubjects)]
            record.subjects = some.isEmpty ? nil : Array(some)
            _ = try log.append(record)
        }
    }

    /// Writes down that a key is about to be replaced by another, or was.
    func replaces(_ old: String, by new: String, isDone: Bool) throws {
        var record = Access.record(isDone ? .replaced : .replacing, request)
        record.time += started.duration(to: .now).components.seconds
        record.access = begun.number
        record.keys = [old, new]
        _ = try log.append(record)
    }

    /// Writes how the access ended; gives the new end of the chain.
    @discardableResult
    func end(_ outcome: Outcome, reason: String? = nil) throws -> AuditHead {
        var record = Access.record(.end, request)
        record.time += started.duration(to: .now).components.seconds
        record.access = begun.number
        record.status = Int(outcome.rawValue)
        record.reason = reason.map { String($0.prefix(1000)) }
        record.run = runID
        var counts = counts
        if subjects.count <= AuditRecord.mostSubjects {
            record.subjects = subjects.isEmpty ? nil : subjects.sorted().map(\.text)
        } else {
            counts["subjects"] = subjects.count
        }
        record.counts = counts.isEmpty ? nil : counts
        return try log.append(record).head
    }

    private static func record(_ event: AuditRecord.Event, _ request: AccessRequest) -> AuditRecord {
        var record = AuditRecord(event, time: request.now, user: request.user.name)
        record.actor = request.actor.map { String($0.prefix(100)) }
        record.command = request.command.rawValue
        return record
    }
}
