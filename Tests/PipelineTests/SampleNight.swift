/// The county of `SampleData` with its feeds, or after its night: made once, and each caller gets a copy.
enum SampleNight {
    private static let made = Result<(county: County, night: Night), any Error> {
        let county = try County.sample()
        return (county, try county.night())
    }

    private static let fed = Result<County, any Error> {
        let county = try County.sample()
        try county.ingest()
        return county
    }

    /// A county of the caller's own with its feeds taken in, before any night.
    static func ingested() throws -> County { try County(copyOf: fed.get()) }

    /// A county of the caller's own, with all that the night wrote and said.
    static func copy() throws -> (county: County, night: Night) {
        let (county, night) = try made.get()
        let copy = try County(copyOf: county)
        return (copy, night.copied(from: county.folder, to: copy.folder))
    }
}
