extension OverviewPage {
    /// Where the reader stands in the tree, the table, and the way up: what is written is always set as text.
    static let script = #"""
        'use strict';
        var data=JSON.parse(document.getElementById('data').textContent),words=data.words,areas=data.areas,page={at:-1,measure:0,detail:'below',seen:[]};
        function el(id){return document.getElementById(id)}
        function word(key){var values=arguments;return words[key].replace(/\{(\d)\}/g,function(all,n){return values[+n+1]})}
        function make(tag,text,kind){var e=document.createElement(tag);if(text!==undefined)e.textContent=text;if(kind)e.className=kind;return e}
        function digits(n){return String(n).replace(/\B(?=(\d{3})+$)/g,',')}
        function shown(n){return n===null?words.hidden:digits(n)}
        page.below=areas.id.map(function(){return[]});page.top=[];
        areas.parent.forEach(function(p,i){(p<0?page.top:page.below[p]).push(i)});
        function below(i){return i<0?page.top:page.below[i]}
        function nameOf(i){return i<0?words.allGrids:areas.id[i]===data.unassigned?words.unassigned:areas.name[i]||areas.id[i]}
        function chain(i){var c=[];for(;i>=0;i=areas.parent[i])c.unshift(i);return c}
        function countOf(m,i){return i<0?data.measures[m].total:data.measures[m].counts[i]}
        function cell(m,i){var n=countOf(m,i),d=make('td');if(n===null)d.appendChild(make('span',words.hidden,'hid'));else d.textContent=digits(n)+(data.measures[m].topic==='rates'?' %':'');return d}
        function row(i,isSum){
          var r=make('tr'),h=make('th');h.scope='row';if(isSum)r.className='sum';r.dataset.area=i;
          if(!isSum&&below(i).length){var b=make('button',nameOf(i),'go');b.type='button';b.dataset.area=i;h.appendChild(b)}else h.textContent=isSum&&i>=0?nameOf(i)+' ('+words['this']+')':nameOf(i);
          r.appendChild(h);r.appendChild(make('td',i<0?'':areas.level[i],'level'));
          data.measures.forEach(function(m,n){r.appendChild(cell(n,i))});return r}
        function drawTable(){
          var t=el('areas'),head=make('thead'),body=make('tbody'),r=make('tr');t.textContent='';
          [words.grid,words.level].concat(data.measures.map(function(m){return m.title})).forEach(function(text,n){var h=make('th',text,n===1?'level':'');h.scope='col';r.appendChild(h)});
          head.appendChild(r);t.appendChild(head);body.appendChild(row(page.at,true));
          below(page.at).forEach(function(i){body.appendChild(row(i,false))});t.appendChild(body)}
        function drawPath(){
          var p=el('path');p.textContent='';
          [-1].concat(chain(page.at)).forEach(function(i,n,all){
            if(n)p.appendChild(make('i','›'));
            if(n===all.length-1){var here=make('b',nameOf(i));here.setAttribute('aria-current','location');p.appendChild(here);return}
            var b=make('button',nameOf(i));b.type='button';b.dataset.area=i;p.appendChild(b)})}
        function show(){drawPath();drawTable();if(page.drawMap)page.drawMap()}
        function go(i,isAsked){
          while(i>=0&&!below(i).length)i=areas.parent[i];
          page.at=i;show();if(!isAsked)return;
          el('said').textContent=nameOf(i)+': '+word('below',below(i).length);
          var first=el('path').querySelector('b');first.tabIndex=-1;first.focus({preventScroll:true})}
        document.addEventListener('click',function(e){
          var b=e.target.closest('button[data-area]');if(!b)return;
          go(+b.dataset.area,true);if(b.closest('#attention')){el('grids').scrollIntoView();mark(+b.dataset.area)}});
        function mark(i){var r=el('areas').querySelector('tr[data-area="'+i+'"]:not(.sum)');if(!r)return;r.tabIndex=-1;r.focus();r.scrollIntoView({block:'nearest'})}
        data.measures.forEach(function(m,n){var o=make('option',m.title);o.value=n;el('measure').appendChild(o)});
        if(data.measures.length>4)document.querySelector('.ground').className='ground wide';
        el('measure').addEventListener('change',function(){page.measure=+this.value;show()});
        el('detail').addEventListener('change',function(){page.detail=this.value;show()});
        el('print').hidden=false;el('print').addEventListener('click',function(){window.print()});

        """#
}
