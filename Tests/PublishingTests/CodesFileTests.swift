import Testing
import Vocabulary

@testable import Publishing

/// The lists of health codes, line by line.
@Suite struct CodesFileTests {
    private let policy = PolicyStamp(id: "p", sha256: "s")
    private let zone = ZoneRules(name: "Asia/Shanghai", fixedOffset: 28_800)
    private let person = Pseudonym(kind: .person, high: 1, low: 0)
    private let phone = Pseudonym(kind: .phone, high: 2, low: 0)

    private func lines(_ bytes: [UInt8]) -> [Substring] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }

    @Test func `a code has its colour with cause and day, both channels, and how it stands to the last run`() {
        var code = HealthCode(
            person: person, discipline: CodeStanding(.green, .checkedIn, since: 18_289),
            risk: CodeStanding(.red, .contactClose, about: "=S01", since: 18_287), lastCheckin: 18_290)
        var changed = CodeRow(code, gridIDs: ["g1", "g2"])
        (changed.change, changed.before) = (.changed, .green)
        code.override = HealthCode.Override(
            CodeStanding(.green, .overridden, about: "negative_test", since: 18_290), number: 7)
        code.person = phone
        let rows = [changed, CodeRow(code, gridIDs: []), CodeRow(gone: person, before: .yellow)]
        let made = lines(CodesFile.header() + CodesFile.lines(rows, policy: policy))
        #expect(made.count == 5 && made[0].split(separator: ",").count == CodesFile.columns.count)
        #expect(
            made[1]
                == "\(person.text),red,contact_close,'=S01,2020-01-26,green,checked_in,2020-01-28,red,contact_close,"
                + "2020-01-26,2020-01-29,g1;g2,changed,green,,,p,s")
        #expect(
            made[2] == "\(phone.text),green,override,negative_test,2020-01-29,green,checked_in,2020-01-28,red,"
                + "contact_close,2020-01-26,2020-01-29,,new,,UNREGISTERED,7,p,s")
        #expect(made[3] == "\(person.text),none,,,,,,,,,,,,withdrawn,yellow,,,p,s")
        #expect(made.dropLast().allSatisfy { $0.count { $0 == "," } == CodesFile.columns.count - 1 })
    }

    @Test func `evidence and exceptions name pseudonyms, days and who signed`() {
        let evidence = CodeEvidence(
            person: person, cause: .isolation, first: 18_287, last: 18_287, until: 18_288)
        #expect(
            lines(CodeCausesFile.lines([evidence], policy: policy))[0]
                == "\(person.text),isolation,,2020-01-26,2020-01-26,2020-01-27,p,s")
        let row = ExceptionRow(
            number: 3, person: person, standing: "in_force", ruled: CodeStanding(.red, .missed, since: 18_287),
            proposedOver: .red, to: .green, reason: "device_failure", firstDay: 18_290, lastDay: 18_295,
            proposed: ("Lin, J (a)", 1_580_270_400), approved: ("wu", 1_580_270_460), ended: nil, flags: ["ONE_ACCOUNT"]
        )
        let made = lines(ExceptionsFile.bytes([row], policy: policy, zone: zone))
        #expect(
            made[1]
                == "3,\(person.text),in_force,red,missed,red,green,device_failure,2020-01-29,2020-02-03,\"Lin, J (a)\","
                + "2020-01-29T12:00:00+08:00,wu,2020-01-29T12:01:00+08:00,,,ONE_ACCOUNT,p,s")
    }
}
