/// Takes the files of a city one after the other, in pieces.
public protocol FeedSink {
    /// Starts a file; `file` is a relative path such as `feeds/people.csv`.
    mutating func begin(file: String) throws
    /// Takes the next bytes of the current file.
    mutating func write(_ bytes: [UInt8]) throws
    /// Ends the current file.
    mutating func end() throws
}

/// What a generated file holds.
public struct GeneratedFile: Hashable, Sendable {
    /// Relative path.
    public var file: String
    /// Rows below the header; features for GeoJSON, lines for text.
    public var rows: Int
    /// Size.
    public var bytes: Int
}

/// Gathers text into pieces of a quarter megabyte and counts rows.
struct FeedWriter<Sink: FeedSink> {
    private var sink: Sink
    private var buffer: [UInt8] = []
    private(set) var files: [GeneratedFile] = []
    /// What goes wrong with rows that are written as delivered.
    private(set) var noise: FileNoise?
    private var isNoisy = false
    private static var pieceSize: Int { 1 << 18 }

    init(_ sink: Sink, noise: FileNoise? = nil) {
        self.sink = sink
        self.noise = noise
        buffer.reserveCapacity(Self.pieceSize + 4096)
    }

    /// Starts a file; of a delivery of observations rows may go wrong.
    mutating func begin(_ file: String, header: String? = nil, isDelivery: Bool = false) throws {
        isNoisy = isDelivery && noise != nil
        noise?.begin(file)
        try sink.begin(file: file)
        files.append(GeneratedFile(file: file, rows: 0, bytes: 0))
        if let header { text(header + "\n") }
    }

    mutating func row(_ line: String) throws {
        guard isNoisy else { return try put(line) }
        if let noisy = noise?.noisy(line) { try put(noisy) }
    }

    /// Counts a row that was left out before it was spelled.
    mutating func leaveOut() { noise?.leaveOut() }

    /// A row as it stands.
    mutating func put(_ line: String) throws {
        text(line)
        buffer.append(10)
        try rowDone()
    }

    mutating func text(_ text: String) { buffer.append(contentsOf: text.utf8) }

    /// Appends what the closure writes as one row.
    mutating func row(_ fill: (inout [UInt8]) -> Void) throws {
        fill(&buffer)
        try rowDone()
    }

    mutating func end() throws {
        try flush()
        try sink.end()
    }

    /// A whole file of ready rows.
    mutating func whole(_ file: String, header: String, _ rows: [String]) throws {
        try begin(file, header: header)
        for line in rows { try row(line) }
        try end()
    }

    /// Gives the sink back.
    consuming func finish() -> Sink { sink }

    private mutating func rowDone() throws {
        files[files.count - 1].rows += 1
        if buffer.count >= Self.pieceSize { try flush() }
    }

    private mutating func flush() throws {
        files[files.count - 1].bytes += buffer.count
        if !buffer.isEmpty { try sink.write(buffer) }
        buffer.removeAll(keepingCapacity: true)
    }
}
