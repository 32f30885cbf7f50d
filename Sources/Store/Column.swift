import Vocabulary

/// The columns of a segment; the raw value is the column's number on disk and never changes.
enum Column: Int, CaseIterable {
    case start = 0
    /// Stored as seconds after the start.
    case end, lon, lat, accuracy, idNumber, phone, plate, place, room, kind, service, carriage, seat
    case fromPlace, toPlace, order, serviceDate, temperature, traits, file, line, digest

    /// What an absent value is in memory; nil where each row has a value.
    var none: Int64? {
        switch self {
        case .start: nil
        case .lon, .lat, .accuracy, .serviceDate, .temperature: Int64(noValue)
        default: 0
        }
    }

    /// What its codes stand for.
    var dictionary: Dictionary? {
        switch self {
        case .idNumber, .phone, .plate: .subjects
        case .place, .room, .kind, .service, .carriage, .seat, .fromPlace, .toPlace, .order: .strings
        default: nil
        }
    }

    enum Dictionary { case subjects, strings }

    /// Whether the column says where the row stood rather than what was observed.
    var isSource: Bool { self == .file || self == .line || self == .digest }

    /// The columns that say whom a row is about.
    static let identifiers = [Column.idNumber, .phone, .plate]

    /// The column's name in errors.
    var name: String { String(describing: self) }

    /// Columns of 32 bits, in the order of their comparison after start and end.
    static let small = allCases.filter { $0 != .start && $0 != .end && $0 != .digest }

    /// The 32-bit column of a block as raw bits; empty where the block has none.
    func bits(_ block: ObservationBlock) -> [UInt32] {
        func raw(_ values: [Int32]) -> [UInt32] { values.map { UInt32(bitPattern: $0) } }
        switch self {
        case .start, .end, .digest: return []
        case .lon: return raw(block.lon)
        case .lat: return raw(block.lat)
        case .accuracy: return raw(block.accuracy)
        case .serviceDate: return raw(block.serviceDate)
        case .temperature: return raw(block.temperature)
        case .idNumber: return block.idNumber
        case .phone: return block.phone
        case .plate: return block.plate
        case .place: return block.place
        case .room: return block.room
        case .kind: return block.kind
        case .service: return block.service
        case .carriage: return block.carriage
        case .seat: return block.seat
        case .fromPlace: return block.fromPlace
        case .toPlace: return block.toPlace
        case .order: return block.order
        case .traits: return block.traits
        case .file: return block.file
        case .line: return block.line
        }
    }

    /// Puts raw bits into a block's 32-bit column.
    func put(_ bits: [UInt32], into block: inout ObservationBlock) {
        func signed() -> [Int32] { bits.map { Int32(bitPattern: $0) } }
        switch self {
        case .start, .end, .digest: break
        case .lon: block.lon = signed()
        case .lat: block.lat = signed()
        case .accuracy: block.accuracy = signed()
        case .serviceDate: block.serviceDate = signed()
        case .temperature: block.temperature = signed()
        case .idNumber: block.idNumber = bits
        case .phone: block.phone = bits
        case .plate: block.plate = bits
        case .place: block.place = bits
        case .room: block.room = bits
        case .kind: block.kind = bits
        case .service: block.service = bits
        case .carriage: block.carriage = bits
        case .seat: block.seat = bits
        case .fromPlace: block.fromPlace = bits
        case .toPlace: block.toPlace = bits
        case .order: block.order = bits
        case .traits: block.traits = bits
        case .file: block.file = bits
        case .line: block.line = bits
        }
    }

    /// Raw bits of an absent value of a 32-bit column.
    var noneBits: UInt32 { none == Int64(noValue) ? UInt32(bitPattern: noValue) : 0 }

    /// Whether raw bits are a signed number.
    var isSigned: Bool { none == Int64(noValue) }
}
