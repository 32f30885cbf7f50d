public import Publishing

/// Where a running command tells how far it is; the command line draws it, tests collect it.
public protocol Reporter: Sendable {
    /// Work of a stage so far: rows, bytes read, and bytes in all where known.
    func progress(stage: String, rows: Int, bytes: Int, totalBytes: Int?)
    /// A stage has ended; a drawn progress line may go.
    func stageEnded()
    /// A workspace has been opened whose settings name a language for people.
    func opened(_ language: Language)
    /// The run that is being made, once its id is known: lines of a log bear it from then on.
    func began(run: String)
    /// Something went as it should and is worth a line.
    func note(_ line: String)
    /// The same, in the reader's language.
    func note(_ phrase: Phrase)
    /// Something needs a person's eyes; the command ends with ``Outcome/warnings``.
    func warn(_ line: String)
    /// Whether anything needed a person so far.
    var hasWarnings: Bool { get }
}

extension Reporter {
    /// Nothing did, for reporters that do not say.
    public var hasWarnings: Bool { false }
    /// The English note, for reporters that know no language.
    public func note(_ phrase: Phrase) { note(phrase.text(.english)) }
    /// Ignored, for reporters that speak to nobody.
    public func opened(_ language: Language) {}
    /// Ignored, for reporters that keep no log.
    public func began(run: String) {}
}

/// A reporter that keeps nothing.
public struct SilentReporter: Reporter {
    /// A silent reporter.
    public init() {}
    /// Ignored.
    public func progress(stage: String, rows: Int, bytes: Int, totalBytes: Int?) {}
    /// Ignored.
    public func stageEnded() {}
    /// Ignored.
    public func note(_ line: String) {}
    /// Ignored.
    public func warn(_ line: String) {}
}
