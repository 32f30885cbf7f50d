import Policy
import Testing

/// The weights of the score in a policy file.
@Suite struct ScoreRuleTests {
    private func read(_ score: String) throws(PolicyError) -> ScoreRule {
        let child =
            "extends: cn-nhc-v9\npolicy: mine\ntitle: T\neffective_from: 2020-01-01\nsource: own rule\nscore: \(score)\n"
        return try PolicyReader.read(child, file: "mine.yaml", parent: PolicyShelf.source).score
    }

    @Test(arguments: [
        ("{base: {general: 46}}", "general"), ("{base: {close: 44}}", "secondary"),
        ("{base: {environment: 31}}", "environment"), ("{base: {secondary: 61}}", "secondary"),
    ])
    func `a tier may not have more points than a weightier one`(score: String, key: String) throws {
        let error = try #require(throws: PolicyError.self) { try read(score) }
        #expect(error.description.contains("score.base.\(key): expected at most the points of "), "\(error)")
    }

    @Test func `a tier may have the points of the next weightier one`() throws {
        #expect(try read("{base: {general: 45}}").base["general"] == 45)
    }

    @Test func `no weight is below 0`() throws {
        for key in ["per_hour", "hours_cap", "near_points", "near_meters", "per_exposure", "exposure_cap"] {
            let error = try #require(throws: PolicyError.self) { try read("{\(key): -1}") }
            #expect(error.description.contains("score.\(key): expected a number"), "\(error)")
        }
    }
}
