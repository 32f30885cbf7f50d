import Files
import Foundation
import Ledger
import Policy
import Store
import Vault
import Vocabulary

/// Looks whether the system and a workspace are in order; it mends no more than any start does (`Recovery`).
public enum Doctor {
    /// One thing that was looked at.
    public struct Finding: Sendable {
        /// How it stands.
        public enum State: String, Sendable { case good = "ok", doubtful = "warn", bad = "FAIL" }
        /// How it stands, and one line about it.
        public let state: State, text: String

        /// `ok    store: 12 segments`.
        public var line: String { state.rawValue.padding(toLength: 6, withPad: " ", startingAt: 0) + text }
    }

    /// Everything that was looked at; with `repairs`, damaged segments are made anew from the archive.
    public static func examine(workspace folder: String?, repairs: Bool = false, now: Int64) -> [Finding] {
        var findings = [
            Finding(state: .good, text: "tracegrid \(TraceGrid.version)"),
            libraries(),
            encodings(),
            zoneData(),
        ]
        if let folder { findings += examineWorkspace(folder, repairs: repairs, now: now) }
        return findings
    }

    /// Failed where anything is bad, warnings where anything is doubtful.
    public static func outcome(of findings: [Finding]) -> Outcome {
        if findings.contains(where: { $0.state == .bad }) { return .failed }
        return findings.contains { $0.state == .doubtful } ? .warnings : .done
    }

    /// Oldest versions that TraceGrid was tested with (those of Debian 12).
    private static func libraries() -> Finding {
        let versions = CodecVersions.installed
        let text = "system libraries: " + versions.map { "\($0.name) \($0.text)" }.joined(separator: ", ")
        let old = versions.filter { $0.number < $0.oldest }
        if old.isEmpty { return Finding(state: .good, text: text) }
        return Finding(
            state: .doubtful, text: text + ": older than tested: update \(old.map(\.name).joined(separator: ", "))")
    }

    private static func encodings() -> Finding {
        do {
            for encoding in TextEncoding.allCases { _ = try Transcoder(encoding) }
            return Finding(state: .good, text: "text encodings: utf-8, utf-16, gb18030")
        } catch {
            return Finding(
                state: .bad,
                text: "text encodings: \(error.description): install the C library's gconv modules (libc-bin)")
        }
    }

    private static func zoneData() -> Finding {
        if Zones.rules(named: "Asia/Shanghai") != nil { return Finding(state: .good, text: "time zone data") }
        return Finding(state: .bad, text: "time zone data: Asia/Shanghai is unknown: install the package tzdata")
    }

    private static func examineWorkspace(_ folder: String, repairs: Bool, now: Int64) -> [Finding] {
        guard FileSystem.exists(folder + "/tracegrid.yaml") else {
            return [Finding(state: .bad, text: "\(folder): no workspace here: make one with `tracegrid init`")]
        }
        do {
            let strays = try WorkspaceEntries.faults(in: folder)
            if !strays.isEmpty { return strays.map { Finding(state: .bad, text: $0) } }
        } catch {
            return [Finding(state: .bad, text: error.description)]
        }
        if let holder = FileLock.holder(path: folder + "/.lock") {
            return [
                Finding(
                    state: .doubtful, text: "\(folder): a run is under way (\(holder)): look again when it has ended")
            ]
        }
        var findings: [Finding] = []
        do {
            let notes = NoteKeeper()
            // Nobody's data are shown, and a doctor has to look also where the audit is damaged.
            let workspace = try Workspace(
                folder: folder, file: try SettingsFile(of: folder), isReadOnly: false, access: nil)
            try KeyMarks.check(workspace, mayWrite: false)
            try Recovery.run(workspace, reporter: notes)
            findings += notes.lines.map { Finding(state: .good, text: $0) }
            findings.append(Finding(state: .good, text: "settings: policy \(workspace.policy.id)"))
            findings += try modes(folder) + purposes(workspace.settings, now: now)
            findings += try keys(workspace)
            findings +=
                PseudonymRotation.isUnfinished(folder)
                ? [Finding(state: .doubtful, text: "keys: \(PseudonymRotation.unfinished)")] : []
            findings.append(audit(folder))
            let audited = (try? AuditReading(workspace: folder) { _ in true })?.records ?? []
            findings += [try clock(workspace, audited, now: now), backup(workspace, audited, now: now)]
            findings += [try schema(workspace), try ledger(workspace)]
            findings += try store(workspace, repairs: repairs)
            findings += try archive(workspace, repairs: repairs)
            findings += try runs(workspace)
            findings.append(try space(workspace))
        } catch {
            findings.append(Finding(state: .bad, text: "\(error)"))
        }
        return findings
    }

    private static func modes(_ folder: String) throws -> [Finding] {
        var open: [String] = []
        for name in [
            "keys", "keys/pseudonym.key", "keys/pseudonym.next.key", "keys/identity.key", "keys/audit.key", "audit",
            "audit/audit.jsonl", "tracegrid.sqlite", "tracegrid.sqlite-wal", "store", "archive", "quarantine", "runs",
            "certificates",
        ] {
            // identity.key may be a link to a medium of its own: what counts is the file there.
            let entry = try Ownership(of: folder + "/" + name, followingLinks: true)
            if let entry, entry.mode & 0o077 != 0 { open.append(name) }
        }
        if open.isEmpty { return [Finding(state: .good, text: "modes: nobody else can read")] }
        return [
            Finding(state: .doubtful, text: "modes: others can read \(open.joined(separator: ", ")): chmod go= them")
        ]
    }

    private static func keys(_ workspace: Workspace) throws -> [Finding] {
        let sealer = try workspace.sealer()
        if !workspace.settings.isEncrypted { return [Finding(state: .doubtful, text: RunSummary.notEncrypted)] }
        guard FileSystem.exists(workspace.path(.keys, "identity.key")) else {
            return [Finding(state: .doubtful, text: "keys: identity.key is not here: task lists will bear no names")]
        }
        let opener: IdentityOpener
        do {
            opener = try workspace.opener()
        } catch {
            return [Finding(state: .bad, text: "keys: \(error)")]
        }
        guard opener.fingerprints.contains(sealer.fingerprint ?? "") else {
            return [
                Finding(
                    state: .bad,
                    text: "keys: identity.key does not open what is sealed to identity.pub (key "
                        + "\(sealer.fingerprint ?? "none")): put the two of one pair there from their copies")
            ]
        }
        if FileSystem.exists(workspace.path(.keys, IdentityRotation.nextSecret)) {
            return [
                Finding(
                    state: .doubtful,
                    text: "keys: a rotation was interrupted: end it with `tracegrid keys rotate identity`")
            ]
        }
        return [Finding(state: .good, text: "keys: both are here and belong together")]
    }

    private static func audit(_ folder: String) -> Finding {
        do {
            let verdict = try AuditVerify.run(workspace: folder)
            switch verdict.outcome {
            case .done: return Finding(state: .good, text: "audit: \(verdict.head.number) records, as written")
            case .warnings: return Finding(state: .doubtful, text: "audit: \(verdict.remarks.joined(separator: " "))")
            default:
                return Finding(
                    state: .bad, text: "audit: \(verdict.damage[0]): see `tracegrid audit verify`, and keep the folder")
            }
        } catch let failure as Failure where failure.outcome == .refused {
            return Finding(state: .good, text: "audit: nothing was read yet")
        } catch {
            return Finding(state: .bad, text: "audit: \(error)")
        }
    }

    /// Days before its end from which a purpose or the whole work is spoken of.
    private static let noticeDays: Int32 = 7

    private static func purposes(_ settings: Settings, now: Int64) -> [Finding] {
        let today = settings.zone.localDay(at: now)
        func date(_ day: Int32) -> String { CivilDate(dayNumber: day).text }
        if let sunset = settings.sunset, today > sunset {
            return [
                Finding(state: .doubtful, text: "purpose: the sunset date \(date(sunset)) is over: nothing is read")
            ]
        }
        let inForce = settings.purposes.filter { today <= $0.lastDay }
        guard let last = inForce.map(\.lastDay).max() else {
            return [
                Finding(
                    state: .doubtful,
                    text: "purpose: none is in force: nothing is read until purposes in tracegrid.yaml has one")
            ]
        }
        let text = "purpose: \(inForce.map(\.code).joined(separator: ", ")), until \(date(last))"
        return [Finding(state: last - today < noticeDays ? .doubtful : .good, text: text)]
    }
}
