extension OverviewPage {
    /// The map: grids coloured in five steps of one colour, light to dark, those without a shown count apart.
    static let mapScript = #"""
        (function(){
          var dark=matchMedia('(prefers-color-scheme:dark)'),map,layer,outline;
          var light=['#dbe9f6','#a9cfe8','#6aaed6','#2f7ebc','#0a4a90'],night=['#16324c','#1d4f7a','#2b76b0','#64a9de','#bfe0fa'];
          function colours(){return dark.matches&&!page.onPaper?night:light}
          function empty(){return dark.matches&&!page.onPaper?'#2a3038':'#e9e9e4'}
          function line(){return dark.matches&&!page.onPaper?'#8b98a6':'#5a6675'}
          function shapes(i){
            if(areas.shape[i].length)return areas.shape[i];
            return below(i).reduce(function(all,child){return all.concat(shapes(child))},[])}
          function latLngs(i){return shapes(i).map(function(polygon){return polygon.map(function(ring){
            var x=0,y=0,out=[];for(var n=0;n<ring.length;n+=2){x+=ring[n];y+=ring[n+1];out.push([y/1e5,x/1e5])}return out})})}
          function finest(i){var list=[];(function walk(n){var inner=below(n).filter(function(c){return shapes(c).length});
            if(inner.length)inner.forEach(walk);else if(n>=0&&areas.shape[n].length)list.push(n)})(i);return list}
          // Steps at round numbers, so that a legend can be read and told on the telephone.
          function steps(values){
            var most=Math.max.apply(null,values.concat([5])),least=Math.min.apply(null,values.concat([most])),isRate=data.measures[page.measure].topic==='rates';
            if(isRate)return[0,50,75,90,100];
            function round(v){var p=Math.pow(10,Math.floor(Math.log10(v)));return Math.ceil(v/p*2)/2*p}
            var list=[5];for(var n=1;n<5;n++){var v=Math.ceil(round(Math.max(5,least)*Math.pow(most/Math.max(5,least),n/5)));if(v>list[list.length-1]&&v<=most)list.push(v)}
            return list}
          function step(limits,n){var k=0;while(k+1<limits.length&&n>=limits[k+1])k++;return limits.length===1?2:Math.round(k*4/(limits.length-1))}
          function sample(colour,text){var s=make('span'),v=document.createElementNS('http://www.w3.org/2000/svg','svg'),r=document.createElementNS('http://www.w3.org/2000/svg','rect');
            r.setAttribute('width','18');r.setAttribute('height','12');r.setAttribute('fill',colour);v.setAttribute('aria-hidden','true');v.appendChild(r);s.appendChild(v);s.appendChild(document.createTextNode(text));return s}
          function legend(limits){var l=el('legend');l.textContent='';
            limits.forEach(function(from,n){var to=limits[n+1];l.appendChild(sample(colours()[step(limits,from)],to===undefined?digits(from)+(from===100?'':'+'):to-1===from?digits(from):digits(from)+'–'+digits(to-1)))});
            l.appendChild(sample(empty(),words.hiddenClass))}
          function thin(i,list){return !areas.shape[i].length||page.detail==='finest'&&list.length>400?.5:1.2}
          function target(i){var c=chain(i),n=c.indexOf(page.at);return page.at<0?c[0]:c[n+1]}
          page.drawMap=function(){
            if(!map)return;
            if(layer)layer.remove();if(outline)outline.remove();
            var list=(page.detail==='finest'?finest(page.at):below(page.at)).filter(function(i){return shapes(i).length});
            if(!list.length&&page.at>=0&&shapes(page.at).length)list=[page.at];
            var values=list.map(function(i){return countOf(page.measure,i)}).filter(function(n){return n!==null}),limits=steps(values);
            legend(limits);
            layer=L.featureGroup(list.map(function(i){
              var n=countOf(page.measure,i),shape=L.polygon(latLngs(i),{color:line(),weight:thin(i,list),fillColor:n===null?empty():colours()[step(limits,n)],fillOpacity:1,dashArray:n===null?'3 3':null});
              shape.bindTooltip(make('span',nameOf(i)+' · '+areas.level[i]+' · '+shown(n)),{sticky:true});
              shape.on('click',function(){var to=i===page.at?i:target(i);if(below(to).length)go(to,true);else mark(to)});
              shape.on('mouseover',function(){shape.setStyle({weight:3})}).on('mouseout',function(){shape.setStyle({weight:thin(i,list)})});
              return shape})).addTo(map);
            outline=page.detail==='finest'?L.featureGroup(below(page.at).filter(function(i){return areas.shape[i].length}).map(function(i){
              return L.polygon(latLngs(i),{fill:false,color:line(),weight:2.5,interactive:false})})).addTo(map):null;
            var key=page.at+page.detail;if(list.length&&page.fitted!==key){map.fitBounds(layer.getBounds(),{animate:false,padding:[8,8]});page.fitted=key}};
          if(!areas.shape.some(function(s){return s.length})){el('map').className='none';el('map').removeAttribute('role');el('map').textContent=words.noGround;return}
          map=L.map('map',{preferCanvas:true,attributionControl:false,zoomSnap:.25,scrollWheelZoom:false,fadeAnimation:false,zoomAnimation:false});
          L.control.scale({imperial:false}).addTo(map);map.setView([0,0],1);
          dark.addEventListener('change',function(){page.drawMap()});
          // Paper is laid out after this: the map takes the size that it will have there, half the width of a sheet.
          function paper(isOn){var s=el('map').style;page.onPaper=isOn;s.width=isOn?'330px':'';s.height=isOn?'300px':'';
            map.invalidateSize({animate:false});page.fitted=null;page.drawMap()}
          window.addEventListener('beforeprint',function(){paper(true)});
          window.addEventListener('afterprint',function(){paper(false)});
        })();

        """#
}
