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

    /// Whose phone was at a position at a moment; nil where nobody's was.
    public func subject(at moment: Int64, lonE7: Int32, latE7: Int32) throws -> Pseudonym? {
        for segment in segments {
            let near = try segment.blocks {
                $0.minStart <= moment && moment <= $0.maxStart && $0.minLon <= lonE7 && lonE7 <= $0.maxLon
                    && $0.minLat <= latE7 && latE7 <= $0.maxLat
            }
            for number in near {
                let block = try segment.block(number)
                for row in 0..<block.count
                where block.start[row] == moment && block.lon[row] == lonE7 && block.lat[row] == latE7 {
                    return block.subjects[Int(block.phone[row]) - 1]
                }
            }
        }
        return nil
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
