internal import Foundation
internal import Vocabulary

/// Polygons as one column: little-endian 32-bit numbers.
///
/// Count of polygons; for each the count of rings; for each ring the count of positions, then longitude and latitude
/// of each in 1e-7 degree.
enum PolygonBlob {
    static func data(of polygons: [Polygon]) -> Data {
        var data = Data()
        func put(_ number: Int32) {
            for shift in stride(from: 0, to: 32, by: 8) {
                data.append(UInt8(truncatingIfNeeded: number >> Int32(shift)))
            }
        }
        put(Int32(polygons.count))
        for polygon in polygons {
            put(Int32(polygon.rings.count))
            for ring in polygon.rings {
                put(Int32(ring.count))
                for position in ring {
                    put(position.lonE7)
                    put(position.latE7)
                }
            }
        }
        return data
    }

    static func polygons(of data: [UInt8]) throws(LedgerError) -> [Polygon] {
        var position = 0
        func next() throws(LedgerError) -> Int32 {
            guard position + 4 <= data.count else { throw .damaged(table: "polygon", column: "rings") }
            var number: UInt32 = 0
            for index in 0..<4 { number |= UInt32(data[position + index]) << UInt32(index * 8) }
            position += 4
            return Int32(bitPattern: number)
        }
        /// A count of things that take at least `size` bytes each.
        func count(size: Int) throws(LedgerError) -> Int {
            let count = Int(try next())
            guard count >= 0, count <= (data.count - position) / size else {
                throw .damaged(table: "polygon", column: "rings")
            }
            return count
        }
        var polygons: [Polygon] = []
        for _ in 0..<(try count(size: 4)) {
            var rings: [[Position]] = []
            for _ in 0..<(try count(size: 4)) {
                var ring: [Position] = []
                for _ in 0..<(try count(size: 8)) { ring.append(Position(lonE7: try next(), latE7: try next())) }
                rings.append(ring)
            }
            polygons.append(Polygon(rings: rings))
        }
        guard position == data.count else { throw .damaged(table: "polygon", column: "rings") }
        return polygons
    }
}
