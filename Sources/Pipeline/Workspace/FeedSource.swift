public import Feeds
import Vocabulary

/// One entry of `feeds:` in the settings: how a source writes its files.
public struct FeedSource: Sendable {
    /// Names, translations, formats.
    public var mapping: FeedMapping
    /// Text encoding as written by the user; nil is sniffed.
    public var encoding: String?
}

extension Workspace {
    /// How a file is written: the first source whose pattern fits its name; else canonical names.
    func source(fileName: String, feed: Feed?) -> FeedSource {
        let fitting = settings.sources.first { source in
            source.mapping.fits(fileName: fileName) && (feed == nil || source.mapping.feed == feed)
        }
        if let fitting { return fitting }
        // A source without a file pattern is meant for files whose feed is named on the command line.
        if let feed,
            let named = settings.sources.first(where: { $0.mapping.filePattern.isEmpty && $0.mapping.feed == feed })
        {
            return named
        }
        return FeedSource(mapping: FeedMapping(source: "canonical", feed: feed, zone: settings.zone))
    }
}
