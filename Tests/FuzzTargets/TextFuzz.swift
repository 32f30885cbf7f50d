import Ledger
import Policy

@testable import Pipeline

/// Texts that people write: policies, settings, polygons.
enum TextFuzz {
    static func policies(_ bytes: [UInt8]) {
        let source = PolicySource(file: "fuzz.yaml", bytes: bytes)
        guard
            let chain = try? PolicyChain(
                source, parent: { (name: String) throws(PolicyError) in PolicyShelf.source(name) }),
            let policy = try? PolicyReader.policy(of: chain)
        else { return }
        FuzzTarget.require(!policy.id.isEmpty, "a policy without a name")
        _ = try? PolicyPage.markdown(of: chain, sha256: "")
        _ = try? chain.resolvedText
    }

    static func settings(_ bytes: [UInt8]) { _ = try? SettingsReader.settings(from: bytes, file: "tracegrid.yaml") }

    static func geojson(_ bytes: [UInt8]) {
        guard case .success(let features) = GeoFeatures.read(bytes) else { return }
        for feature in features {
            _ = feature.ground(of: .grid)
            if case .success(let (code, polygons)) = feature.ground(of: .region) {
                FuzzTarget.require(!code.isEmpty && !polygons.isEmpty, "a feature without ground was taken")
            }
        }
        _ = GeoFeatures.texts(of: bytes)
    }
}
