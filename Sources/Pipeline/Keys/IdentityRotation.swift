import Files
import Foundation
import Ledger
import Vault

/// Replaces the pair of identity keys: every envelope is opened with the old key and sealed to the new one.
///
/// The values in the batches stay as they are; what opens them can from then on be opened with the new key only. The
/// files in `keys/` are the journal: while `identity.next.key` is there, both keys are needed and both are used, and
/// the next call goes on where the last one stopped. As long, the ledger lets the workspace work with either. The old
/// key goes last, when nothing is sealed to it any more.
public enum IdentityRotation {
    /// Names of the new pair until it takes the place of the old one.
    static let nextPublic = "identity.next.pub", nextSecret = "identity.next.key"

    /// A point between two steps, for tests that stop there.
    enum Point: CaseIterable {
        case started, publicWritten, secretWritten, bothMarked, quarantineMoved, ledgerMoved, publicInPlace, newMarked
        case secretInPlace
    }

    /// Replaces the keys of a workspace, or ends a replacement that was interrupted.
    ///
    /// Throws ``Outcome/refused`` in a workspace without encryption, ``Outcome/notPermitted`` without `identity.key`.
    public static func run(_ workspace: Workspace) throws -> KeyRotationSummary { try run(workspace) { _ in } }

    static func run(_ workspace: Workspace, _ reached: (Point) throws -> Void) throws -> KeyRotationSummary {
        guard workspace.settings.isEncrypted else {
            throw Failure(.refused, "keys rotate: this workspace seals nothing: there is no identity key")
        }
        let key = workspace.path(.keys, "identity.key")
        if try Ownership(of: key)?.isLink == true {
            throw Failure(
                .refused,
                "\(key): is a link, and the new key would take its place here: copy the key in its place for the change, "
                    + "and move the new one away afterwards")
        }
        // Without the old secret key nothing is begun.
        _ = try workspace.opener()
        try reached(.started)
        let (nextPublic, nextSecret) = (workspace.path(.keys, nextPublic), workspace.path(.keys, nextSecret))
        if !FileSystem.exists(nextSecret) {
            let pair = IdentityKeyPair.random()
            try AtomicFile.write(Array(pair.publicText.utf8), to: nextPublic)
            try reached(.publicWritten)
            try AtomicFile.write(Array((pair.secretText ?? "").utf8), to: nextSecret)
        }
        try reached(.secretWritten)
        let opener = try workspace.opener()
        // Once the new public key is in place, only its secret one still waits.
        let target = FileSystem.exists(nextPublic) ? nextPublic : workspace.path(.keys, "identity.pub")
        let sealer = try IdentitySealer(fileText: try FileSystem.readKey(target, isPublic: true), file: target)
        let new = sealer.fingerprint ?? ""
        try KeyMarks.setIdentity(Set(opener.fingerprints + [new]), of: workspace)
        try reached(.bothMarked)
        let quarantines = try moveQuarantine(workspace, opener: opener, sealer: sealer)
        try reached(.quarantineMoved)
        let envelopes = try moveLedger(workspace, opener: opener, sealer: sealer)
        try reached(.ledgerMoved)
        if FileSystem.exists(nextPublic) { try FileSystem.move(nextPublic, to: workspace.path(.keys, "identity.pub")) }
        try reached(.publicInPlace)
        try KeyMarks.setIdentity([new], of: workspace)
        try workspace.ledger.emptyLog()
        try reached(.newMarked)
        try FileSystem.move(nextSecret, to: workspace.path(.keys, "identity.key"))
        try reached(.secretInPlace)
        workspace.access?.counts = ["envelopes": envelopes, "quarantine_files": quarantines]
        let old = opener.fingerprints.first { $0 != new } ?? ""
        return KeyRotationSummary(
            title:
                "Identity key \(old) is replaced by \(new): \(envelopes) envelopes and \(quarantines) quarantine files moved.",
            advice:
                "Keep a copy of keys/identity.key apart from the data, and the old copy only as long as backups need it.",
            old: old, new: new, counts: [("envelopes", envelopes), ("quarantine_files", quarantines)])
    }

    private static func moveLedger(
        _ workspace: Workspace, opener: IdentityOpener, sealer: IdentitySealer
    ) throws -> Int {
        var moved: [(number: Int64, bytes: [UInt8])] = []
        for (number, bytes) in try workspace.ledger.read({ try $0.envelopes() }) {
            if let envelope = try sealer.moved(Envelope(bytes: bytes), opener: opener) {
                moved.append((number, envelope.bytes))
            }
        }
        // Also where nothing moved: the call before may have been stopped short of emptying the log.
        try workspace.ledger.replaceEnvelopes(moved)
        return moved.count
    }

    private static func moveQuarantine(
        _ workspace: Workspace, opener: IdentityOpener, sealer: IdentitySealer
    ) throws -> Int {
        var moved = 0
        for name in try FileSystem.list(workspace.path(.quarantine)) where name.hasSuffix(".rejected.csv") {
            let path = workspace.path(.quarantine, name)
            let bytes = try FileSystem.read(path)
            guard let place = Quarantine.envelopePlace(in: bytes) else { continue }
            guard let old = Data(base64Encoded: Data(bytes[place])) else { throw VaultError.damagedEnvelope }
            guard let envelope = try sealer.moved(Envelope(bytes: Array(old)), opener: opener) else { continue }
            let text = Array(Data(envelope.bytes).base64EncodedString().utf8)
            try AtomicFile.write(Array(bytes[..<place.lowerBound]) + text + Array(bytes[place.upperBound...]), to: path)
            moved += 1
        }
        return moved
    }
}
