public import Vocabulary

/// What a map shows.
public struct MapPage: Sendable {
    /// Ground with an id and a name.
    public struct Area: Sendable {
        /// What it is called, and whether it is a risk region.
        public var id: String, name: String, isRisk: Bool
        /// Its polygons.
        public var polygons: [Polygon]

        /// An area.
        public init(id: String, name: String, isRisk: Bool = false, polygons: [Polygon]) {
            self.id = id
            self.name = name
            self.isRisk = isRisk
            self.polygons = polygons
        }
    }
    /// Somebody met somebody there.
    public struct Meeting: Sendable {
        /// Where, how often or by how many, and in words.
        public var position: Position, count: Int, words: String

        /// A meeting place.
        public init(position: Position, count: Int, words: String) {
            self.position = position
            self.count = count
            self.words = words
        }
    }
    /// Heading, and lines under it.
    public var title: String, lines: [String]
    /// Where somebody was, in order of time.
    public var trail: [TrailLine]
    /// Where others were met.
    public var meetings: [Meeting]
    /// Ground below it.
    public var areas: [Area]

    /// A map.
    public init(title: String, lines: [String], trail: [TrailLine], meetings: [Meeting], areas: [Area]) {
        self.title = title
        self.lines = lines
        self.trail = trail
        self.meetings = meetings
        self.areas = areas
    }

    /// One HTML page that holds all it needs and loads nothing: the policy in its head forbids any request.
    public func html(zone: ZoneRules) -> String {
        let drawing = MapDrawing(self, zone: zone)
        let heads = lines.map { "<p>\(Self.escaped($0))</p>" }.joined(separator: "\n")
        let days = drawing.days.map { day in
            "<span class=\"day\"><i style=\"background:\(day.colour)\"></i>\(Self.escaped(day.text))</span>"
        }.joined(separator: " ")
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(Self.escaped(title))</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <header><h1>\(Self.escaped(title))</h1>
            \(heads)
            <p>\(days)</p></header>
            <main>
            <figure>\(drawing.svg)
            <figcaption>Wheel or + and - to zoom, drag to move, 0 for all. Circles: stays, wider the longer. Dashes: nothing known between.</figcaption></figure>
            <ol>
            \(drawing.list)
            </ol>
            </main>
            <script>\(Self.script)</script>
            </body>
            </html>

            """
    }

    /// Text that no browser takes for markup.
    static func escaped(_ text: String) -> String { MarkupText.escaped(TerminalTable.printable(text)) }

    private static let style = """
        body{font:14px/1.4 system-ui,sans-serif;margin:0;color:#222;background:#fff}
        header{padding:.6em 1em;border-bottom:1px solid #ccc}h1{font-size:1.2em;margin:0}header p{margin:.2em 0}
        main{display:flex;flex-wrap:wrap}figure{margin:0;flex:3 1 480px;padding:.5em 1em}
        figcaption{color:#666;font-size:.85em}svg{width:100%;height:72vh;border:1px solid #ccc;background:#fbfbf8;touch-action:none}
        ol{flex:1 1 300px;margin:0;padding:.5em 1em .5em 3em;max-height:78vh;overflow:auto;font-size:.9em}
        li{padding:.15em .3em;cursor:pointer}li.on,li:hover{background:#ffe9b0}li.gap{color:#888}li.risk{color:#a00}
        .day{display:inline-block;margin-right:.8em}.day i{display:inline-block;width:1em;height:.7em;margin-right:.3em}
        .area{fill:#e9efe6;stroke:#9aa892}.area.risk{fill:#f6d5d5;stroke:#c66}.areaname{fill:#687562}
        .stay{fill-opacity:.55;stroke:#333}.on .stay,.stay.on{stroke:#000;fill-opacity:1}.meet{fill:#7a1fa2;fill-opacity:.75}
        .leg{fill:none;stroke-opacity:.8}.leg.ride{stroke-dasharray:none}.leg.gap{stroke:#888!important}.scale{stroke:#333}.scaletext{fill:#333}
        @media (prefers-color-scheme:dark){body{background:#1b1b1b;color:#ddd}svg{background:#222}.area{fill:#2b322a}.areaname{fill:#9aa892}li.on,li:hover{background:#554411}li.risk{color:#f88}li.gap,figcaption{color:#a8a8a8}.scale{stroke:#ccc}.scaletext{fill:#ccc}.stay{stroke:#ddd}.meet{fill:#c77ae6}}
        @media print{svg{height:150mm}ol{max-height:none}}
        """

    private static let script = """
        (function(){var s=document.querySelector('svg'),v=s.viewBox.baseVal,h=[v.x,v.y,v.width,v.height];
        function set(x,y,w,t){v.x=x;v.y=y;v.width=w;v.height=t;var k=w/h[2];
        s.querySelectorAll('[data-r]').forEach(function(e){e.setAttribute('r',e.dataset.r*k)});
        s.querySelectorAll('[data-w]').forEach(function(e){e.setAttribute('stroke-width',e.dataset.w*k)});
        s.querySelectorAll('[data-d]').forEach(function(e){e.setAttribute('stroke-dasharray',e.dataset.d*k)});
        s.querySelectorAll('[data-f]').forEach(function(e){var f=e.dataset.f*k;e.setAttribute('font-size',f);e.setAttribute('visibility',e.dataset.s<f*e.textContent.length?'hidden':'visible')})}
        set(h[0],h[1],h[2],h[3]);
        function at(e){var p=s.createSVGPoint();p.x=e.clientX;p.y=e.clientY;return p.matrixTransform(s.getScreenCTM().inverse())}
        function zoom(f,p){set(p.x-(p.x-v.x)*f,p.y-(p.y-v.y)*f,v.width*f,v.height*f)}
        s.addEventListener('wheel',function(e){e.preventDefault();zoom(e.deltaY>0?1.25:.8,at(e))},{passive:false});
        var d=null,x=0,y=0;s.addEventListener('pointerdown',function(e){d=at(e);x=e.clientX;y=e.clientY});
        s.addEventListener('pointermove',function(e){if(!d)return;
        if(!s.hasPointerCapture(e.pointerId)){if(Math.abs(e.clientX-x)+Math.abs(e.clientY-y)<4)return;s.setPointerCapture(e.pointerId)}var p=at(e);set(v.x+d.x-p.x,v.y+d.y-p.y,v.width,v.height)});
        s.addEventListener('pointerup',function(){d=null});
        document.addEventListener('keydown',function(e){var c={x:v.x+v.width/2,y:v.y+v.height/2};
        if(e.key=='+')zoom(.8,c);if(e.key=='-')zoom(1.25,c);if(e.key=='0')set(h[0],h[1],h[2],h[3])});
        document.querySelectorAll('li').forEach(function(l){l.addEventListener('click',function(){
        document.querySelectorAll('.on').forEach(function(o){o.classList.remove('on')});l.classList.add('on');
        var e=s.querySelector('[data-n="'+l.dataset.n+'"]');if(e){e.classList.add('on');e.parentNode.appendChild(e);
        var b=e.getBBox();set(b.x+b.width/2-v.width/2,b.y+b.height/2-v.height/2,v.width,v.height)}})});
        s.querySelectorAll('[data-n]').forEach(function(e){e.addEventListener('click',function(){
        var l=document.querySelector('li[data-n="'+e.dataset.n+'"]');if(l){document.querySelectorAll('.on').forEach(function(o){o.classList.remove('on')});
        l.classList.add('on');e.classList.add('on');l.scrollIntoView({block:'center'})}})})})();
        """
}
