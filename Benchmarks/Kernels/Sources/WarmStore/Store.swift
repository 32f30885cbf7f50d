public import Foundation
public import Store
public import Vocabulary

/// The opened carrier segments of a store's folder.
public struct OpenStore: Sendable {
    /// Readers by file name.
    public let segments: [SegmentReader]

    /// Opens every carrier segment of a folder.
    public init(folder: URL) throws {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        segments = try paths.compactMap { path in
            let file = folder.appendingPathComponent(path)
            guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { return nil }
            let reader = try SegmentReader(path: file.path)
            return reader.info.feed == .carrier ? reader : nil
        }
    }

    /// Rows of all segments.
    public var rows: Int { segments.reduce(0) { $0 + $1.info.rows } }

    /// Whose phone was at each of some places; throws where nobody's was.
    public func subjects(at places: [StorePlace]) throws -> [Pseudonym] {
        var found = [StorePlace: Pseudonym](minimumCapacity: places.count)
        let wanted = Set(places)
        let moments = wanted.map(\.moment).sorted()
        for segment in segments {
            let near = try segment.blocks { box in
                // The first moment that is not before the block.
                var (low, high) = (0, moments.count)
                while low < high {
                    let middle = (low + high) / 2
                    if moments[middle] < box.minStart { low = middle + 1 } else { high = middle }
                }
                return low < moments.count && moments[low] <= box.maxStart
            }
            for number in near {
                let block = try segment.block(number, columns: [.position, .identifiers])
                for row in 0..<block.count {
                    let place = StorePlace(moment: block.start[row], lonE7: block.lon[row], latE7: block.lat[row])
                    if wanted.contains(place) { found[place] = block.subjects[Int(block.phone[row]) - 1] }
                }
            }
        }
        return try places.map { place in
            guard let subject = found[place] else { throw NobodyThere(place: place) }
            return subject
        }
    }

    /// All rows of one person, by time.
    public func history(of person: Pseudonym) async throws -> [PersonRow] {
        let parts = try await onAllCores(segments) { segment in
            let block = try segment.rows(of: [person], columns: [.position, .accuracy])
            return (0..<block.count).map { row in
                PersonRow(
                    moment: block.start[row], lonE7: block.lon[row], latE7: block.lat[row],
                    accuracyCentimeters: block.accuracy.isEmpty ? noValue : block.accuracy[row])
            }
        }
        return parts.joined().sorted { $0.moment < $1.moment }
    }
}

/// A moment (UTC second) and a position (WGS-84 in 1e-7 degree) at which a phone was.
public struct StorePlace: Hashable, Sendable {
    public var moment: Int64, lonE7: Int32, latE7: Int32

    /// A place.
    public init(moment: Int64, lonE7: Int32, latE7: Int32) {
        (self.moment, self.lonE7, self.latE7) = (moment, lonE7, latE7)
    }
}

/// The store has no row at a place.
struct NobodyThere: Error {
    var place: StorePlace
}

/// Where a person was, once.
public struct PersonRow: Hashable, Sendable {
    /// UTC second.
    public var moment: Int64
    /// WGS-84 in 1e-7 degree.
    public var lonE7: Int32, latE7: Int32
    /// Radius of uncertainty.
    public var accuracyCentimeters: Int32
}

/// What `body` makes of each element, in the order of the elements.
public func onAllCores<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ body: @escaping @Sendable (Element) throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        for (index, element) in elements.enumerated() { group.addTask { (index, try body(element)) } }
        var results = [Result?](repeating: nil, count: elements.count)
        for try await (index, result) in group { results[index] = result }
        return results.compactMap(\.self)
    }
}
