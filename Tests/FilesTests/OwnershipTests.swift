import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct OwnershipTests {
    let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    @Test func `accounts are told by the database, and by number where it has no name`() throws {
        #expect(Account(number: 0).name == "root")
        #expect(Account(number: 4_000_000_123).name == nil)
        #expect(Account(number: 4_000_000_123).text == "uid 4000000123")
        // The system's own words for who we are.
        try Tool.shell("id -un > '\(scratch.path("name"))'; id -u > '\(scratch.path("number"))'")
        let (name, number) = (try scratch.text("name"), try scratch.text("number"))
        #expect(Account.current.text + "\n" == name || Account.current.name == nil)
        #expect("\(Account.current.number)\n" == number && Account.effective == Account.current)
    }

    @Test func `a link is told from what it leads to`() throws {
        let file = try scratch.write("file", text: "x")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
        let link = scratch.path("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
        let (own, followed) = (try Ownership(of: link), try Ownership(of: link, followingLinks: true))
        #expect(own?.isLink == true && followed?.isLink == false)
        let target = try Ownership(of: file)
        #expect(followed?.mode == 0o640 && followed == target)
        #expect(followed?.owner == .effective && followed?.isOurs == true)
        #expect(try Ownership(of: scratch.path("nothing")) == nil)
        try FileManager.default.removeItem(atPath: file)
        #expect(try Ownership(of: link)?.isLink == true)
        #expect(try Ownership(of: link, followingLinks: true) == nil)
    }
}
