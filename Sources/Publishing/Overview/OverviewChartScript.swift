extension OverviewPage {
    /// Lines over days and bars of parts; told apart by dashes and marks as well as by colours (Okabe and Ito).
    static let chartScript = #"""
        (function(){
          var dark=matchMedia('(prefers-color-scheme:dark)'),charts=[],
            hues=['#0072b2','#d55e00','#009e73','#cc79a7','#e69f00'],night=['#56b4e9','#ff8f45','#2fc79c','#e39cc4','#f0c040'],
            dashes=[[],[6,3],[2,2],[8,3,2,3],[1,3]],marks=['circle','rectRot','triangle','rect','crossRot'];
          function ink(name){return getComputedStyle(document.documentElement).getPropertyValue('--'+name).trim()}
          function axis(more){return Object.assign({grid:{color:ink('line'),drawBorder:false},ticks:{color:ink('soft'),precision:0,font:{size:11}}},more||{})}
          function draw(){
            charts.forEach(function(c){c.destroy()});charts=[];
            var colours=dark.matches&&!page.onPaper?night:hues;
            Chart.defaults.font.family=getComputedStyle(document.body).fontFamily;Chart.defaults.color=ink('soft');
            data.series.forEach(function(s,n){
              var known=s.parts.map(function(p,k){return{p:p,k:k}}).filter(function(e){return e.p.values.some(function(v){return v!==null})});
              var lines=[{label:words.all,data:s.total,borderColor:ink('ink'),backgroundColor:ink('ink'),borderWidth:2,pointRadius:3,tension:0}].concat(known.map(function(e){
                return{label:e.p.title,data:e.p.values,borderColor:colours[e.k%5],backgroundColor:colours[e.k%5],borderDash:dashes[e.k%5],pointStyle:marks[e.k%5],borderWidth:1.8,pointRadius:3,tension:0}}));
              charts.push(new Chart(el('trend'+n),{type:'line',data:{labels:s.days.map(function(d){return d.slice(5)}),datasets:lines},
                options:{animation:false,responsive:true,maintainAspectRatio:false,interaction:{mode:'index',intersect:false},
                  plugins:{legend:{position:'bottom',labels:{usePointStyle:true,boxWidth:8,boxHeight:7,padding:10,font:{size:11}}}},scales:{x:axis(),y:axis({beginAtZero:true,suggestedMax:10})}}}));
              var last=s.days.length-1;
              charts.push(new Chart(el('parts'+n),{type:'bar',data:{labels:s.parts.map(function(p){return p.values[last]===null?[p.title,'('+words.hidden+')']:p.title}),
                datasets:[{data:s.parts.map(function(p){return p.values[last]}),backgroundColor:ink('bar'),barThickness:12}]},
                options:{animation:false,indexAxis:'y',responsive:true,maintainAspectRatio:false,plugins:{legend:{display:false}},scales:{x:axis({beginAtZero:true,suggestedMax:10}),y:axis({grid:{display:false,drawBorder:false},ticks:{color:ink('soft'),font:{size:11},autoSkip:false}})}}}))})}
          draw();dark.addEventListener('change',draw);
          window.addEventListener('beforeprint',function(){page.onPaper=true;draw();charts.forEach(function(c){c.resize()})});
          window.addEventListener('afterprint',function(){page.onPaper=false;draw()});
          var highest=page.top.filter(function(i){return areas.id[i]!==data.unassigned});
          go(highest.length===1?highest[0]:-1,false);
          document.documentElement.dataset.ready='yes';
        })();
        """#
}
