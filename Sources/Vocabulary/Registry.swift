/// A registry entry: somebody who owns identifiers, in the clear only between a feed and the vault.
public struct PersonEntry: Hashable, Sendable {
    /// The registry's own key, in the clear.
    public var personID: String
    /// Name and address, in the clear.
    public var name: String, address: String
    /// Canonical identifiers: at most one ID number, any phones and plates.
    public var idNumber: Identifier?, phones: [Identifier], plates: [Identifier]
    /// Strip grid of the home, and block grids (school, enterprise) the person belongs to.
    public var homeGrid: String?, unitGrids: [String]
    /// A category that the bureau watches (free code), if any.
    public var focus: String?

    /// An entry.
    public init(
        personID: String, name: String, address: String = "", idNumber: Identifier? = nil, phones: [Identifier] = [],
        plates: [Identifier] = [], homeGrid: String? = nil, unitGrids: [String] = [], focus: String? = nil
    ) {
        self.personID = personID
        self.name = name
        self.address = address
        self.idNumber = idNumber
        self.phones = phones
        self.plates = plates
        self.homeGrid = homeGrid
        self.unitGrids = unitGrids
        self.focus = focus
    }
}

/// A registry entry as screening sees it: pseudonyms and grids, no names.
public struct Person: Hashable, Sendable {
    /// Pseudonym of the registry key.
    public var pseudonym: Pseudonym
    /// Pseudonyms of the identifiers the person owns, sorted.
    public var identifiers: [Pseudonym]
    /// Strip grid of the home, and block grids.
    public var homeGrid: String?, unitGrids: [String]
    /// A category that the bureau watches, if any.
    public var focus: String?

    /// A person.
    public init(
        pseudonym: Pseudonym, identifiers: [Pseudonym], homeGrid: String? = nil, unitGrids: [String] = [],
        focus: String? = nil
    ) {
        self.pseudonym = pseudonym
        self.identifiers = identifiers
        self.homeGrid = homeGrid
        self.unitGrids = unitGrids
        self.focus = focus
    }
}

/// A node of the responsibility tree.
public struct Grid: Hashable, Sendable {
    /// Whether it is ground (strip) or an organisation (block).
    public enum Kind: String, Sendable { case strip, block }
    /// Its id and its parent's.
    public var gridID: String, parentID: String?
    /// Strip or block.
    public var kind: Kind
    /// Free words: level such as county or hamlet, name, officer.
    public var level: String, name: String, officer: String?, officerPhone: String?

    /// A node.
    public init(
        gridID: String, parentID: String?, kind: Kind = .strip, level: String, name: String, officer: String? = nil,
        officerPhone: String? = nil
    ) {
        self.gridID = gridID
        self.parentID = parentID
        self.kind = kind
        self.level = level
        self.name = name
        self.officer = officer
        self.officerPhone = officerPhone
    }
}

/// A known place: gate, hotel, station, cell tower, café.
public struct Place: Hashable, Sendable {
    /// Its id, kind (free word) and name.
    public var placeID: String, kind: String, name: String
    /// WGS-84 position, if known.
    public var position: Position?
    /// Extent around the position.
    public var radiusMeters: Double
    /// Grid it lies in, and code of the region it lies in.
    public var gridID: String?, region: String?

    /// A place.
    public init(
        placeID: String, kind: String, name: String, position: Position? = nil, radiusMeters: Double = 0,
        gridID: String? = nil, region: String? = nil
    ) {
        self.placeID = placeID
        self.kind = kind
        self.name = name
        self.position = position
        self.radiusMeters = radiusMeters
        self.gridID = gridID
        self.region = region
    }
}

/// A closed ring or several of WGS-84 positions, holes by the even-odd rule.
public struct Polygon: Hashable, Sendable {
    /// Rings; the first position need not be repeated at the end.
    public var rings: [[Position]]

    /// A polygon of rings.
    public init(rings: [[Position]]) { self.rings = rings }

    /// Whether a position lies inside by the even-odd rule (planar in longitude and latitude; a position on an edge
    /// counts as inside for left and lower edges only, so neighbours never share it).
    public func contains(_ position: Position) -> Bool {
        var inside = false
        let x = Int64(position.lonE7)
        let y = Int64(position.latE7)
        for ring in rings where ring.count >= 3 {
            var previous = ring[ring.count - 1]
            for current in ring {
                let y1 = Int64(current.latE7)
                let y0 = Int64(previous.latE7)
                if (y1 > y) != (y0 > y) {
                    // x < x-crossing, multiplied out so that no division rounds.
                    let left = (x - Int64(current.lonE7)) * (y0 - y1)
                    let right = (Int64(previous.lonE7) - Int64(current.lonE7)) * (y - y1)
                    if y0 > y1 ? left < right : left > right { inside.toggle() }
                }
                previous = current
            }
        }
        return inside
    }
}

/// A region with a risk level in a period.
public struct RiskRegion: Hashable, Sendable {
    /// GB/T 2260 prefix, an own code, or ``outside``.
    public var code: String
    /// Its name and level (high, medium, low).
    public var name: String, level: String
    /// In force, UTC; an open end is `Int64.max`.
    public var span: TimeSpan

    /// A region's period.
    public init(code: String, name: String, level: String, span: TimeSpan) {
        self.code = code
        self.name = name
        self.level = level
        self.span = span
    }

    /// Pseudo-region: anywhere out of the home region codes.
    public static let outside = "outside"
}

/// What somebody declared about travelling.
public struct Declaration: Hashable, Sendable {
    /// Pseudonyms of who declared.
    public var idNumber: Pseudonym?, phone: Pseudonym?
    /// When it was declared, UTC.
    public var declaredAt: Int64
    /// Whether travel was declared, and where.
    public var travelled: Bool, region: String?
    /// From and to, UTC, closed; nil where not given.
    public var from: Int64?, to: Int64?
    /// Its row; the ledger keeps no digest of it.
    public var source = RowSource(file: 0, line: 0, digest: 0)

    /// A declaration.
    public init(
        idNumber: Pseudonym?, phone: Pseudonym?, declaredAt: Int64, travelled: Bool, region: String? = nil,
        from: Int64? = nil, to: Int64? = nil
    ) {
        self.idNumber = idNumber
        self.phone = phone
        self.declaredAt = declaredAt
        self.travelled = travelled
        self.region = region
        self.from = from
        self.to = to
    }
}

/// One stop of a timetabled service.
public struct ServiceStop: Hashable, Sendable {
    /// Mode and canonical service number.
    public var mode: RideMode, service: String
    /// Day number of the service date; nil where the timetable holds for every date.
    public var serviceDate: Int32?
    /// Order along the run.
    public var sequence: Int
    /// Where.
    public var placeID: String
    /// Arrival and departure as UTC seconds for dated stops, as seconds after the service date's local midnight for
    /// undated ones; nil where not given.
    public var arrive: Int64?, depart: Int64?

    /// A stop.
    public init(
        mode: RideMode, service: String, serviceDate: Int32?, sequence: Int, placeID: String, arrive: Int64?,
        depart: Int64?
    ) {
        self.mode = mode
        self.service = service
        self.serviceDate = serviceDate
        self.sequence = sequence
        self.placeID = placeID
        self.arrive = arrive
        self.depart = depart
    }
}

/// A confirmed case.
public struct IndexCase: Hashable, Sendable {
    /// The office's id of the case.
    public var caseID: String
    /// Pseudonym of the ID number, if known.
    public var idNumber: Pseudonym?
    /// UTC moments; nil where not given, and a date alone is its first second, for `isolated` its last.
    public var onset: Int64?, sampled: Int64?, confirmed: Int64, isolated: Int64?
    /// Its row.
    public var source = RowSource(file: 0, line: 0, digest: 0)

    /// A case.
    public init(
        caseID: String, idNumber: Pseudonym? = nil, onset: Int64? = nil, sampled: Int64? = nil, confirmed: Int64,
        isolated: Int64? = nil
    ) {
        self.caseID = caseID
        self.idNumber = idNumber
        self.onset = onset
        self.sampled = sampled
        self.confirmed = confirmed
        self.isolated = isolated
    }
}

/// One part of a case's itinerary: a stay, a point on the way, or a ride.
public struct ItineraryPart: Hashable, Sendable {
    /// What it is.
    public enum Kind: String, Sendable { case stay, point, ride }
    /// Where the part is known from.
    public enum Origin: Hashable, Sendable {
        /// Told or recorded by the investigators.
        case reported
        /// The case's own observation in a feed.
        case observed(Feed)
    }
    /// What a part says about its case.
    public enum Role: String, Sendable {
        /// The case was there: for every rule.
        case presence
        /// The case's own ticket for a ride that was reported too: for companions of one order only.
        case ticket
        /// The case passed a place or arrived there: for convoys only.
        case passage
        /// A vehicle that is registered to the case passed, nobody was named: for convoys only.
        case vehiclePassage = "vehicle_passage"
    }
    /// The case and the kind of part.
    public var caseID: String, kind: Kind
    /// When, closed.
    public var span: TimeSpan
    /// The time of a ride that counts; nil where all of it does.
    ///
    /// Boarding and alighting decide who shared a ride, so its span is never cut.
    public var countedSpan: TimeSpan?
    /// Where, and how wide the place is.
    public var position: Position?, radiusMeters: Double
    /// Radius of uncertainty, where the case's own phone told of the part.
    public var accuracyCentimeters: Int32?
    /// Place and room.
    public var place: String?, room: String?
    /// The ride, for ``Kind/ride``.
    public var ride: Ride?
    /// The vehicle, if named.
    public var plate: Pseudonym?
    /// Where it is known from.
    public var origin: Origin
    /// How it was paired of passages; nil for any other part.
    public var gated: GatedStay?
    /// Its row.
    public var source: RowSource
    /// What it says about the case.
    public var role = Role.presence
    /// What cleaning says of a part made of own positions; of a delivered ride, whether coach and seat were understood.
    public var traits = Traits()

    /// A part.
    public init(
        caseID: String, kind: Kind, span: TimeSpan, position: Position? = nil, radiusMeters: Double = 0,
        place: String? = nil, room: String? = nil, ride: Ride? = nil, plate: Pseudonym? = nil,
        origin: Origin = .reported, source: RowSource = RowSource(file: 0, line: 0, digest: 0),
        countedSpan: TimeSpan? = nil
    ) {
        self.caseID = caseID
        self.kind = kind
        self.span = span
        self.countedSpan = countedSpan
        self.position = position
        self.radiusMeters = radiusMeters
        self.place = place
        self.room = room
        self.ride = ride
        self.plate = plate
        self.origin = origin
        self.source = source
    }
}

/// A stay behind gates, paired of the passages through them: where exactly is not known, and it is no position.
public struct GatedStay: Hashable, Sendable {
    /// Id of the rule whose settings paired it, and which alone may use it.
    public var rule: String
    /// Whether the way in or the way out is missing and was inferred.
    public var inferredStart: Bool, inferredEnd: Bool

    /// A stay of a rule.
    public init(rule: String, inferredStart: Bool = false, inferredEnd: Bool = false) {
        self.rule = rule
        self.inferredStart = inferredStart
        self.inferredEnd = inferredEnd
    }
}

/// A seat on one run of a conveyance between two stops.
public struct Ride: Hashable, Sendable {
    /// Mode and canonical service number.
    public var mode: RideMode, service: String
    /// Day number of the service date.
    public var serviceDate: Int32?
    /// Coach and seat as the feed gave them (canonical text).
    public var carriage: String?, seat: String?
    /// Boarding and alighting place.
    public var fromPlace: String?, toPlace: String?
    /// Order or booking.
    public var order: String?
    /// Known only as sold.
    public var soldOnly: Bool

    /// A ride.
    public init(
        mode: RideMode, service: String, serviceDate: Int32?, carriage: String? = nil, seat: String? = nil,
        fromPlace: String? = nil, toPlace: String? = nil, order: String? = nil, soldOnly: Bool = false
    ) {
        self.mode = mode
        self.service = service
        self.serviceDate = serviceDate
        self.carriage = carriage
        self.seat = seat
        self.fromPlace = fromPlace
        self.toPlace = toPlace
        self.order = order
        self.soldOnly = soldOnly
    }
}

extension Observation {
    /// The ride this observation is, if it is one.
    public var ride: Ride? {
        guard let mode = traits.mode, let service else { return nil }
        return Ride(
            mode: mode, service: service, serviceDate: serviceDate, carriage: carriage, seat: seat,
            fromPlace: fromPlace, toPlace: toPlace, order: order, soldOnly: traits.has(.soldOnly))
    }
}
