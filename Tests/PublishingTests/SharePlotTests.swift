import Publishing
import Testing

/// The drawing of shares.
@Suite struct SharePlotTests {
    @Test func `no name gets markup into the drawing`() {
        let evil = "<script>alert(1)</script>&\"'\u{0600}<b>"
        let plot = SharePlot(title: evil, series: [evil], groups: [SharePlot.Group(evil, [Share(3, of: 4)])])
        let svg = plot.svg
        // Scalars, as a browser reads them: in Swift's characters a joining mark hides the bracket behind it.
        let tags = String.UnicodeScalarView(svg.unicodeScalars.filter { $0 != "\u{0600}" })
        #expect(!String(tags).contains("<script") && !String(tags).contains("<b>"))
        #expect(svg.contains("&lt;script&gt;"))
    }
}
