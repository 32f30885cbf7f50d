public import Vocabulary

/// The command centre's page: one HTML file that holds all it needs and loads nothing.
public struct OverviewPage: Sendable {
    private let overview: Overview
    private let language: Language
    private let zone: ZoneRules
    private let parts: OverviewSections

    /// A page of an overview in a language, with moments in a zone.
    public init(_ overview: Overview, language: Language, zone: ZoneRules) {
        self.overview = overview
        self.language = language
        self.zone = zone
        parts = OverviewSections(overview, language)
    }

    /// The bytes of the page.
    ///
    /// Its policy lets the browser run these scripts and styles by their digests and nothing else: a text that got
    /// past the escaping could still do nothing.
    ///
    /// - Parameter sha256: gives the digest of bytes in base 64.
    public func bytes(sha256: ([UInt8]) -> String) -> [UInt8] {
        let style = Vendored.leafletStyle + Self.style
        let scripts = [Vendored.leaflet, Vendored.chart, Self.script + Self.mapScript + Self.chartScript]
        func digest(_ text: String) -> String { "'sha256-\(sha256(Array(text.utf8)))'" }
        let policy =
            "default-src 'none'; base-uri 'none'; form-action 'none'; style-src \(digest(style)); "
            + "script-src \(scripts.map(digest).joined(separator: " "))"
        let title = MapPage.escaped(parts.title)
        func word(_ word: OverviewWord) -> String { MarkupText.escaped(word.text(language)) }
        let page = """
            <!DOCTYPE html>
            <html lang="\(language.tag)">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <title>\(title)</title>
            <style>\(style)</style>
            </head>
            <body>
            <a class="skip" href="#content">\(word(.skip))</a>
            <header>
            <div><h1>\(title)</h1>
            <p>\(parts.about(zone))</p></div>
            <button type="button" id="print" hidden>\(word(.print))</button>
            </header>
            \(overview.isEncrypted ? "" : "<p class=\"banner\">\(word(.notEncrypted))</p>\n")<main id="content">
            <noscript><p class="banner">\(word(.needsScript))</p></noscript>
            \(parts.cards)
            \(parts.attention)
            \(parts.grids)
            \(parts.trends)
            \(parts.changes)
            \(parts.funnel)
            \(parts.feeds)
            </main>
            <footer>
            <p>\(word(.hiddenRule))</p>
            <p>\(MapPage.escaped(OverviewWord.footer.text(language, overview.version)))</p>
            <details><summary>\(word(.licences))</summary><pre>\(MarkupText.escaped(Vendored.licences))</pre></details>
            </footer>
            <script type="application/json" id="data">\(OverviewData(overview, language).text)</script>
            \(scripts.map { "<script>\($0)</script>" }.joined(separator: "\n"))
            </body>
            </html>

            """
        return Array(page.utf8)
    }
}
