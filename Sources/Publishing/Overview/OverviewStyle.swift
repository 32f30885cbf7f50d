extension OverviewPage {
    /// The page's looks: one column on a phone, two on a desk, light and dark by the reader's choice, and paper.
    static let style = #"""
        :root{color-scheme:light dark;--bg:#f6f7f8;--panel:#fff;--ink:#1c2430;--soft:#5a6675;--line:#d9dee4;--accent:#0b5c9e;--bar:#3f82bd;
        --urgent:#a3241b;--important:#8a5a00;--note:#3d5a80;--mark:#fff4d6;--empty:#e9e9e4}
        @media (prefers-color-scheme:dark){:root{--bg:#12161b;--panel:#1a2027;--ink:#e4e9ef;--soft:#9caab9;--line:#323b46;--accent:#7cc0f5;
        --bar:#4d93cc;--urgent:#ff9c92;--important:#f2c15c;--note:#9fc2ea;--mark:#3a3118;--empty:#2a3038}}
        *{box-sizing:border-box}html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif}
        header,main,footer,.banner{max-width:1180px;margin:0 auto;padding:0 20px}
        header{display:flex;gap:16px;align-items:flex-start;justify-content:space-between;padding-top:22px;padding-bottom:6px}
        h1{font-size:1.6rem;line-height:1.25;margin:0 0 4px;letter-spacing:-.01em}h2{font-size:1.1rem;margin:0 0 12px}
        header p{margin:0;color:var(--soft)}header strong{color:var(--ink);margin-right:.8em}header span{font-size:.85rem;overflow-wrap:anywhere}
        section{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:18px 20px;margin:14px 0}
        .banner{background:var(--mark);border:1px solid var(--important);border-radius:8px;padding:8px 14px;margin:12px auto;font-weight:600;width:calc(100% - 40px);max-width:1140px}
        main .banner{width:auto}
        .cards{list-style:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:14px 0 0;padding:0}
        .card{background:var(--panel);border:1px solid var(--line);border-top:3px solid var(--accent);border-radius:8px;padding:12px 14px;min-width:0}
        .card.odd{border-top-color:var(--urgent)}
        .card .name{display:block;color:var(--soft);font-size:.85rem}.card b{display:block;font-size:1.75rem;line-height:1.25;font-weight:650;font-variant-numeric:tabular-nums}
        .card small{color:var(--soft)}.hid{color:var(--soft);font-size:.85rem;font-weight:400;font-style:italic}.card .hid{font-size:1.1rem}
        .points{list-style:none;margin:0;padding:0}.points li{display:flex;gap:12px;padding:8px 0;border-top:1px solid var(--line);align-items:baseline}
        .points li:first-child{border-top:0;padding-top:0}.points li:last-child{padding-bottom:0}
        .tag{flex:0 0 6.6em;font-size:.75rem;font-weight:650;text-align:center;border:1px solid;border-radius:99px;padding:1px 0;color:var(--note)}
        .w0 .tag{color:var(--urgent)}.w1 .tag{color:var(--important)}
        button,select{font:inherit;color:inherit;background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:5px 10px;cursor:pointer;max-width:100%}
        #print{white-space:nowrap;flex:none}.feeds th:first-child{min-width:5.5em}button:hover{border-color:var(--accent)}
        button.go{border:0;background:none;padding:0;color:var(--accent);text-align:left;text-decoration:underline;text-underline-offset:2px}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
        .skip{position:absolute;left:-999px}.skip:focus{left:12px;top:12px;background:var(--panel);padding:8px;z-index:2000}
        .said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        #path{display:flex;flex-wrap:wrap;gap:4px;align-items:center;margin:0 0 10px}#path button{border:0;background:none;padding:3px 4px;color:var(--accent);text-decoration:underline;text-underline-offset:2px}
        #path b{padding:3px 4px}#path i{color:var(--soft);font-style:normal}
        .tools{display:flex;flex-wrap:wrap;gap:8px 18px;margin:0 0 12px;color:var(--soft);font-size:.9rem}.tools select{color:var(--ink)}
        .ground{display:grid;grid-template-columns:minmax(0,9fr) minmax(0,11fr);gap:18px;align-items:start}
        .ground.wide{grid-template-columns:minmax(0,1fr)}figure{margin:0}figcaption{color:var(--soft);font-size:.85rem;margin-top:8px}
        #map{height:430px;border:1px solid var(--line);border-radius:6px;background:var(--bg);z-index:0}
        #map.none{height:auto;padding:16px;color:var(--soft)}
        .leaflet-container{font:inherit;background:var(--bg)}.leaflet-bar a,.leaflet-bar a:hover{background:var(--panel);color:var(--ink);border-color:var(--line)}
        .leaflet-tooltip{background:var(--panel);color:var(--ink);border-color:var(--line)}.leaflet-tooltip:before{display:none}
        .leaflet-bar a.leaflet-disabled{background:var(--panel);color:var(--soft)}
        .leaflet-control-scale-line{background:none;color:var(--soft);border-color:var(--soft)}
        #legend{display:flex;flex-wrap:wrap;gap:4px 14px;margin-bottom:4px;color:var(--ink)}#legend span{white-space:nowrap}
        #legend svg{width:18px;height:12px;vertical-align:-1px;margin-right:5px}#legend rect{stroke:var(--soft);stroke-width:1}
        .scroll{overflow:auto;max-height:520px}
        table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:.92rem}
        th,td{padding:6px 10px;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}th[scope=row],th:first-child,td.level{text-align:left}
        thead th{color:var(--soft);font-weight:600;position:sticky;top:0;background:var(--panel);z-index:1;white-space:normal;vertical-align:bottom}th[scope=row]{font-weight:500;white-space:normal}
        #areas th:first-child{min-width:8.5em}tr.sum th,tr.sum td{font-weight:650;background:var(--bg)}tr:hover td,tr:hover th[scope=row]{background:var(--mark)}
        .charts{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:22px}.chart>figcaption{font-weight:600;color:var(--ink);margin:0 0 6px;font-size:.95rem}
        .canvas{position:relative;height:210px}.canvas.low{height:190px;margin-top:10px}details{margin-top:8px;font-size:.9rem}summary{cursor:pointer;color:var(--accent)}
        .hint{color:var(--soft);font-size:.85rem;margin:0 0 10px}table+.hint{margin:10px 0 0}
        .bars th{width:14em}.bars td{width:7em}.bars td.bar{width:auto;padding:6px 0 6px 10px}.bars svg{width:100%;height:14px;display:block}.bars rect{fill:var(--bar)}
        .spark rect{fill:var(--bar)}.spark path{stroke:var(--line);fill:none}.spark{display:block;margin-left:auto}.ok{color:var(--soft)}.odd{color:var(--urgent);font-weight:600}.card.odd{color:inherit;font-weight:400}
        footer{color:var(--soft);font-size:.82rem;padding-bottom:30px}footer p{margin:6px 0}pre{white-space:pre-wrap;font-size:.75rem}
        @media (max-width:900px){.ground{grid-template-columns:minmax(0,1fr)}.charts{grid-template-columns:minmax(0,1fr)}}
        @media (max-width:560px){header,main,footer{padding-left:12px;padding-right:12px}section{padding:14px 12px;border-radius:6px}h1{font-size:1.3rem}
        .cards{grid-template-columns:1fr 1fr;gap:8px}.card b{font-size:1.45rem}#map{height:320px}.points li{flex-direction:column;gap:3px}.tag{flex:none;padding:0 10px}
        .bars,.bars tbody,.bars tr{display:block}.bars tr{display:grid;grid-template-columns:1fr auto;border-bottom:1px solid var(--line);padding:4px 0}.bars th,.bars td{border:0;width:auto;padding:2px 0}.bars td.bar{grid-column:1/3;padding:2px 0 4px}
        th,td{padding:6px 7px}button,select{min-height:40px}button.go{min-height:0}#path button{min-height:36px}.banner{width:calc(100% - 24px)}}
        @media print{:root{--bg:#fff;--panel:#fff;--ink:#000;--soft:#444;--line:#bbb;--accent:#0b5c9e;--bar:#3f82bd;--mark:#fff;--urgent:#a3241b;--important:#8a5a00}
        body{font-size:11px}.tools,.skip,#print,.leaflet-control-zoom,.charts details,figcaption .hint{display:none}section{break-inside:avoid;border:0;border-top:1px solid #999;border-radius:0;padding:10px 0;margin:0}#grids{break-inside:auto}
        .scroll{max-height:none;overflow:visible}.ground{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}.charts{grid-template-columns:repeat(3,minmax(0,1fr))}#map{height:300px}.canvas{height:160px}.canvas.low{height:120px}
        .cards{grid-template-columns:repeat(5,1fr)}button.go{color:#000;text-decoration:none}header,main,footer{max-width:none;padding-left:0;padding-right:0}thead th{position:static}}
        """#
}
