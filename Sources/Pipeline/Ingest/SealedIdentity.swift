import Foundation
import Vocabulary

/// What is sealed about a person or a bare identifier, and opened again only for a task list.
struct SealedIdentity: Codable, Equatable {
    var name: String?
    var address: String?
    var idNumber: String?
    var phones: [String] = []
    var plates: [String] = []

    /// Everything a registry entry says in the clear.
    init(_ entry: PersonEntry) {
        name = entry.name
        address = entry.address.isEmpty ? nil : entry.address
        idNumber = entry.idNumber?.text
        phones = entry.phones.map(\.text)
        plates = entry.plates.map(\.text)
    }

    /// A bare identifier that was seen in a feed.
    init(_ identifier: Identifier) {
        switch identifier.kind {
        case .phone: phones = [identifier.text]
        case .plate: plates = [identifier.text]
        case .idNumber, .person: idNumber = identifier.text
        }
    }

    /// Compact JSON with sorted keys, so that the same identity has the same text.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// Reads ``text()`` back.
    init(text: String) throws { self = try JSONDecoder().decode(SealedIdentity.self, from: Data(text.utf8)) }
}
