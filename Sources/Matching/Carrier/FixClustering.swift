import Glibc
import Policy
import Vocabulary

/// Hamagen's clusters (DOMAIN 2.3): a fix joins where it lies near the running centroid of the fixes so far.
///
/// The centroid weighs all fixes alike. One outlier that is heard elsewhere soon, and after which the phone is back in
/// the cluster, is passed over. The cluster's radius, which is its accuracy, reaches to its farthest fix. Fixes at
/// towers cluster by tower alone.
struct FixClustering {
    let fixes: [CarrierFix]
    let rule: ClusterRule

    /// A cluster that grows; longitudes are counted from its first fix, so that none is split by the antimeridian.
    private struct Cluster {
        var run: Range<Int>
        var own: [Int]
        var eastward: Double = 0, northward: Double = 0
    }

    /// The places of a stretch of fixes.
    func runs(of stretch: Range<Int>, counts: inout CleaningCounts) -> [TrackCleaning.Run] {
        var clusters: [Cluster] = []
        var number = stretch.lowerBound
        while number < stretch.upperBound {
            defer { number += 1 }
            guard let cluster = clusters.last else {
                clusters.append(Cluster(run: number..<number + 1, own: [number]))
                continue
            }
            if joins(number, cluster) {
                clusters[clusters.count - 1] = adding(number, to: cluster)
                counts.merged += 1
            } else if number + 1 < stretch.upperBound, joins(number + 1, cluster),
                fixes[number + 1].time - fixes[number].time < rule.outlierSeconds
            {
                clusters[clusters.count - 1] = adding(number + 1, to: cluster)
                counts.oscillation += 1
                counts.merged += 1
                number += 1
            } else {
                clusters.append(Cluster(run: number..<number + 1, own: [number]))
            }
        }
        return clusters.map(run)
    }

    private func joins(_ number: Int, _ cluster: Cluster) -> Bool {
        let first = fixes[cluster.own[0]]
        if first.cell != nil || fixes[number].cell != nil { return first.cell == fixes[number].cell }
        return fixes[number].position.distance(to: centroid(cluster)) <= rule.clusterMeters
    }

    private func adding(_ number: Int, to cluster: Cluster) -> Cluster {
        var cluster = cluster
        let (east, north) = offset(number, from: cluster.own[0])
        let size = Double(cluster.own.count)
        cluster.eastward = (cluster.eastward * size + east) / (size + 1)
        cluster.northward = (cluster.northward * size + north) / (size + 1)
        cluster.own.append(number)
        cluster.run = cluster.run.lowerBound..<number + 1
        return cluster
    }

    /// Units of 1e-7 degree from one fix to another, the short way round.
    private func offset(_ number: Int, from first: Int) -> (east: Double, north: Double) {
        let (here, there) = (fixes[first].position, fixes[number].position)
        var east = Int64(there.lonE7) - Int64(here.lonE7)
        if east > 1_800_000_000 { east -= 3_600_000_000 }
        if east < -1_800_000_000 { east += 3_600_000_000 }
        return (Double(east), Double(there.latE7) - Double(here.latE7))
    }

    private func centroid(_ cluster: Cluster) -> Position {
        let first = fixes[cluster.own[0]].position
        var lon = Int64(first.lonE7) + Int64(cluster.eastward.rounded())
        if lon > 1_800_000_000 { lon -= 3_600_000_000 }
        if lon < -1_800_000_000 { lon += 3_600_000_000 }
        return Position(lonE7: Int32(lon), latE7: Int32(Int64(first.latE7) + Int64(cluster.northward.rounded())))
    }

    private func run(_ cluster: Cluster) -> TrackCleaning.Run {
        var place = fixes[cluster.own[0]]
        if place.cell != nil { return TrackCleaning.Run(fixes: cluster.run, place: place, own: cluster.own) }
        place.position = centroid(cluster)
        // A centroid wanders; what it has left behind is no longer at the place.
        var own = cluster.own.filter { fixes[$0].position.distance(to: place.position) <= 2 * rule.clusterMeters }
        if own.isEmpty { own = [cluster.own[cluster.own.count - 1]] }
        let radius = own.reduce(0) { max($0, fixes[$1].position.distance(to: place.position)) }
        return TrackCleaning.Run(
            fixes: cluster.run, place: place, own: own, clusterCentimeters: Int32((radius * 100).rounded(.up)))
    }
}
