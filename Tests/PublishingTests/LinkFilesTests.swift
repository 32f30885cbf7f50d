import Testing
import Vocabulary

@testable import Publishing

@Suite struct LinkFilesTests {
    private let policy = PolicyStamp(id: "cn-nhc-v9", sha256: "ab")
    private let rows = [
        CaseLinkRow(
            caseA: "c1", caseB: "c2", tier: .close, score: 71.25, exposures: OutputFilesTests.exposures,
            inWindowOf: ["a", "b"], couldInfect: "a_to_b", flags: ["CELL_ONLY"])
    ]

    @Test func `cases that met`() throws {
        try expectSnapshot(
            "case_links.csv", CaseLinksFile.bytes(rows, policy: policy, zone: .china))
        try expectSnapshot(
            "case_links-empty.csv", CaseLinksFile.bytes([], policy: policy, zone: .china))
    }

    @Test func `persons who touch two or more cases`() throws {
        var other = OutputFilesTests.contact
        other.caseID = "c2"
        other.tier = .general
        other.score = 30
        try expectSnapshot(
            "shared_contacts.csv",
            SharedContactsFile.bytes(
                [([OutputFilesTests.contact, other], ["g", "school"])], policy: policy, zone: .china))
        try expectSnapshot(
            "shared_contacts-empty.csv",
            SharedContactsFile.bytes([], policy: policy, zone: .china))
    }

    @Test func `the contact through whom an exposure came is named by its pseudonym`() {
        var contact = OutputFilesTests.contact
        contact.exposures[0].via = OutputFilesTests.plate
        let text = String(
            decoding: ExposuresFile.bytes([contact], policy: policy, zone: .china, fileNames: [:]), as: UTF8.self)
        #expect(text.contains("\"via\":\"\(OutputFilesTests.plate.text)\""))
    }
}
