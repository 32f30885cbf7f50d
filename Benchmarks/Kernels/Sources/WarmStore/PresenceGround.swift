import Foundation
import Store
import Vocabulary

/// The persons' positions of a stretch of time, by slot of time and tile: whether any is near a position.
struct PresenceGround: Sendable {
    private let reachMeters: Double, slackSeconds: Int64
    private let begin: Int64
    /// Where the tiles begin and how large they are, in 1e-7 degree; how many there are.
    private let west: Int64, south: Int64, width: Int64, height: Int64
    private let columns: Int, rows: Int, slots: Int
    /// Where each cell's positions begin; cells by slot, row, column.
    private var starts: [Int32]
    private var moments: [Int32], lon: [Int32], lat: [Int32]

    /// Metres of 1e-7 degree of latitude.
    private static let unit = earthRadiusMeters * .pi / 180 / 1e7
    private static let mostTiles = 1 << 20
    private static let slotSeconds: Int64 = 600

    /// Takes the positions within a span of time.
    init(_ sources: [SourcePositions], span: TimeSpan, reachMeters: Double, slackSeconds: Int64) {
        self.reachMeters = reachMeters
        self.slackSeconds = slackSeconds
        begin = span.start
        slots = Int((span.end - span.start) / Self.slotSeconds) + 1
        var (west, east, south, north) = (Int32.max, Int32.min, Int32.max, Int32.min)
        var chosen: [(moment: Int32, lon: Int32, lat: Int32)] = []
        for source in sources where source.first <= span.end && source.last >= span.start {
            for place in source.moments.indices
            where source.moments[place] >= span.start && source.moments[place] <= span.end {
                let (lon, lat) = (source.lon[place], source.lat[place])
                (west, east) = (min(west, lon), max(east, lon))
                (south, north) = (min(south, lat), max(north, lat))
                chosen.append((Int32(source.moments[place] - span.start), lon, lat))
            }
        }
        if chosen.isEmpty { (west, east, south, north) = (0, 0, 0, 0) }
        // A thousandth and a metre wider, so that what is near is in a neighbouring tile.
        let degrees = (reachMeters * 1.001 + 1) / Self.unit
        let farthest = Double(max(abs(Int64(south)), abs(Int64(north)))) + degrees
        let shortest = max(0.01, cosine(degrees: farthest / 1e7))
        var (height, width) = (Int64(degrees.rounded(.up)), Int64((degrees / shortest).rounded(.up)))
        func count(_ from: Int32, _ to: Int32, _ size: Int64) -> Int { Int((Int64(to) - Int64(from)) / size) + 3 }
        while count(west, east, width) * count(south, north, height) > Self.mostTiles {
            (height, width) = (height * 2, width * 2)
        }
        (self.height, self.width) = (height, width)
        // An empty tile all around, so that each position within has eight neighbours.
        (self.west, self.south) = (Int64(west) - width, Int64(south) - height)
        (columns, rows) = (count(west, east, width), count(south, north, height))
        starts = [Int32](repeating: 0, count: slots * rows * columns + 1)
        moments = [Int32](repeating: 0, count: chosen.count)
        lon = moments
        lat = moments
        var cells = [Int32](repeating: 0, count: chosen.count)
        for (place, position) in chosen.enumerated() {
            let cell =
                (Int(position.moment) / Int(Self.slotSeconds) * rows + row(position.lat)) * columns
                + column(position.lon)
            cells[place] = Int32(cell)
            starts[cell + 1] += 1
        }
        for cell in 0..<(starts.count - 1) { starts[cell + 1] += starts[cell] }
        var next = starts
        for (place, position) in chosen.enumerated() {
            let own = Int(next[Int(cells[place])])
            next[Int(cells[place])] += 1
            (moments[own], lon[own], lat[own]) = position
        }
    }

    private func column(_ lon: Int32) -> Int { Int((Int64(lon) - west) / width) }
    private func row(_ lat: Int32) -> Int { Int((Int64(lat) - south) / height) }

    /// Whether a block may hold a position that is near.
    func reaches(_ box: BlockBox) -> Bool {
        Int64(box.maxLon) >= west && Int64(box.minLon) <= west + Int64(columns) * width && Int64(box.maxLat) >= south
            && Int64(box.minLat) <= south + Int64(rows) * height
    }

    /// Whether any of the persons was near.
    func isNear(_ moment: Int64, _ lon: Int32, _ lat: Int32) -> Bool {
        let (x, y) = (Int64(lon) - west, Int64(lat) - south)
        guard x >= 0, y >= 0 else { return false }
        let (column, row) = (Int(x / width), Int(y / height))
        guard column < columns, row < rows else { return false }
        let time = moment - begin
        let first = max(0, Int(time - slackSeconds) / Int(Self.slotSeconds))
        let last = min(slots - 1, Int(time + slackSeconds) / Int(Self.slotSeconds))
        let (left, right) = (max(0, column - 1), min(columns - 1, column + 1))
        let scale = cosine(degrees: Double(lat) / 1e7)
        for near in [row, row - 1, row + 1] where near >= 0 && near < rows {
            for slot in first...max(first, last) {
                let cells = (slot * rows + near) * columns
                let stretch = Int(starts[cells + left])..<Int(starts[cells + right + 1])
                if isNear(stretch, Int32(time), lon, lat, scale) { return true }
            }
        }
        return false
    }

    /// Whether one of a stretch of the positions is near.
    ///
    /// Distances on the plane, which are off by far less than the band in which the sphere decides.
    private func isNear(_ stretch: Range<Int>, _ time: Int32, _ lon: Int32, _ lat: Int32, _ scale: Double) -> Bool {
        let band = max(0.05, reachMeters * 1e-3)
        let (inner, outer) = (reachMeters - band, reachMeters + band)
        for place in stretch {
            guard abs(moments[place] - time) <= Int32(slackSeconds) else { continue }
            let north = Double(lat - self.lat[place]) * Self.unit
            let east = Double(lon - self.lon[place]) * Self.unit * scale
            let square = north * north + east * east
            if square > outer * outer { continue }
            if square < inner * inner { return true }
            let (here, there) = (
                Position(lonE7: lon, latE7: lat), Position(lonE7: self.lon[place], latE7: self.lat[place])
            )
            if here.distance(to: there) <= reachMeters { return true }
        }
        return false
    }
}
