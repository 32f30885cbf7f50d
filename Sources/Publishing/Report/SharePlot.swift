/// Shares by group as bars with their intervals: a self-contained SVG, the same bytes every time.
public struct SharePlot: Sendable {
    /// One group: a name, and one share for each series.
    public struct Group: Sendable {
        /// Its name, and the shares in the order of the series.
        public var name: String, shares: [Share]

        /// A group.
        public init(_ name: String, _ shares: [Share]) {
            self.name = name
            self.shares = shares
        }
    }
    /// Title, and names of the series.
    public var title: String, series: [String]
    /// The groups from top to bottom.
    public var groups: [Group]

    /// A plot.
    public init(title: String, series: [String], groups: [Group]) {
        self.title = title
        self.series = series
        self.groups = groups
    }

    /// Blue and orange of Okabe and Ito, told apart by everybody, then green.
    private static let colours = ["#0072b2", "#e69f00", "#009e73"]
    private static let (left, right, top, bar, gap) = (190.0, 470.0, 64.0, 12.0, 12.0)

    /// The drawing.
    public var svg: String {
        let step = Self.bar * Double(series.count) + Self.gap
        let bottom = Self.top + step * Double(groups.count)
        let (width, height) = (Self.left + Self.right + 120, bottom + 40)
        func number(_ value: Double) -> String { decimalText(value, places: 1) }
        var out = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(number(width))\" height=\"\(number(height))\" "
                + "viewBox=\"0 0 \(number(width)) \(number(height))\" font-family=\"sans-serif\" font-size=\"12\">",
            "<title>\(MarkupText.escaped(title))</title>",
            "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
            "<text x=\"12\" y=\"22\" font-size=\"15\">\(MarkupText.escaped(title))</text>",
        ]
        for (place, name) in series.enumerated() {
            let x = Self.left + Double(place) * 130
            out.append(
                "<rect x=\"\(number(x))\" y=\"36\" width=\"12\" height=\"12\" fill=\"\(Self.colours[place % 3])\"/>"
                    + "<text x=\"\(number(x + 18))\" y=\"46\">\(MarkupText.escaped(name))</text>")
        }
        for tick in 0...4 {
            let x = Self.left + Self.right * Double(tick) / 4
            out.append(
                "<line x1=\"\(number(x))\" y1=\"\(number(Self.top - 4))\" x2=\"\(number(x))\" y2=\"\(number(bottom))\" "
                    + "stroke=\"#cccccc\"/><text x=\"\(number(x))\" y=\"\(number(bottom + 18))\" "
                    + "text-anchor=\"middle\">\(tick * 25) %</text>")
        }
        for (place, group) in groups.enumerated() {
            let y = Self.top + step * Double(place)
            out.append(
                "<text x=\"\(number(Self.left - 8))\" y=\"\(number(y + step / 2 - 2))\" text-anchor=\"end\">"
                    + "\(MarkupText.escaped(group.name))</text>")
            for (order, share) in group.shares.enumerated() {
                let middle = y + Self.bar * (Double(order) + 0.5)
                guard let value = share.value, let (low, high) = share.interval else {
                    out.append(
                        "<text x=\"\(number(Self.left + 4))\" y=\"\(number(middle + 4))\" fill=\"#777777\">none</text>")
                    continue
                }
                func x(_ share: Double) -> String { number(Self.left + Self.right * share) }
                out.append(
                    "<rect x=\"\(number(Self.left))\" y=\"\(number(middle - Self.bar / 2 + 1))\" "
                        + "width=\"\(number(Self.right * value))\" height=\"\(number(Self.bar - 2))\" "
                        + "fill=\"\(Self.colours[order % 3])\"/><line x1=\"\(x(low))\" y1=\"\(number(middle))\" "
                        + "x2=\"\(x(high))\" y2=\"\(number(middle))\" stroke=\"#222222\" stroke-width=\"1.5\"/>"
                        + "<text x=\"\(number(Self.left + Self.right + 8))\" y=\"\(number(middle + 4))\">"
                        + "\(share.hits) of \(share.of)</text>")
            }
        }
        return out.joined(separator: "\n") + "\n</svg>\n"
    }
}
