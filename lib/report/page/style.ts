/** Drawings of 16 by 16 units, as the data of SVG paths. */
const ICONS: Readonly<Record<string, string>> = {
  // A phone with a code
  totp: 'M4.5 1.5h7v13h-7zM7 12.5h2M6.5 5h.01M8 5h.01M9.5 5h.01M6.5 7.5h.01M8 7.5h.01M9.5 7.5h.01',
  // A fingerprint
  biometrics: 'M3 10V8a5 5 0 0 1 10 0v1.5M5.5 12.5V8a2.5 2.5 0 0 1 5 0v2.5M8 8v6M10.5 13v1M13 12v.5',
  // A key
  security_key: 'M8 10.5a3.25 3.25 0 1 1-6.5 0a3.25 3.25 0 1 1 6.5 0M7.2 8.3L13.5 2M11 4.5l2 2M13.5 2l1 1',
  // A smart card
  piv_key: 'M1.5 3h13v10h-13zM4 6h3.5v3H4zM10 6.5h2.5M10 9h2.5',
  // A terminal
  ssh_fido2_key: 'M1.5 2.5h13v11h-13zM4 6l2 2l-2 2M8 10.5h3.5',
  locked: 'M3.5 7.5h9v6.5h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  open: 'M3.5 7.5h9v6.5h-9zM5.5 7.5V4.5a2.5 2.5 0 0 1 4.8-1',
};

/** A class for each icon, as a mask in the color of the text. */
function icons(): string {
  const start = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none'";
  const stroke = "stroke='%23000' stroke-width='1.4' stroke-linecap='round' stroke-linejoin='round'";
  return Object.entries(ICONS)
    .map(([name, path]) => `.i-${name}{--i:url("${start} ${stroke}%3E%3Cpath d='${path}'/%3E%3C/svg%3E")}`)
    .join('\n');
}

/**
 * The style of the page: light and dark, on phones and in print. It contains no user text.
 *
 * It is ASCII, so that most pages are ASCII as a whole, which Node.js writes in half the time.
 */
export const STYLE: string = `
:root{color-scheme:light dark;--page:#f4f6f8;--card:#fff;--ink:#1b2430;--soft:#526070;--line:#d8dee6;--link:#1d5fc4;--bar:#5b8fdd;--bad:#a3161f;--bad-back:#fdeaea;--warn:#754600;--warn-back:#fff2d4;--good:#17623a;--good-back:#e3f4e9;--info:#3c4959;--info-back:#e9edf2;--differs:#eaf1fd}
@media screen and (prefers-color-scheme:dark){:root{--page:#10151c;--card:#19202a;--ink:#e7ebf1;--soft:#a4afbe;--line:#323d4c;--link:#85b5ff;--bar:#4f7fc4;--bad:#ffb4b0;--bad-back:#4b1d20;--warn:#ffd68c;--warn-back:#43310e;--good:#a6e4b9;--good-back:#163824;--info:#cdd6e1;--info-back:#2b3542;--differs:#1d2d47}}
*{box-sizing:border-box}
html{scroll-padding-top:5rem}
body{margin:0 auto;padding:0 1.25rem 3rem;max-width:90rem;background:var(--page);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
h1,h2,h3,h4,p,ul,dl,dd{margin:0;padding:0}
h1{font-size:1.75rem;line-height:1.2;letter-spacing:-.02em}
h2{font-size:1.25rem;line-height:1.3;margin-bottom:.75rem}
h3{font-size:1rem;line-height:1.4}
h4{font-size:.875rem;line-height:1.4}
small,.soft{color:var(--soft);font-size:.8125rem;font-weight:400}
p{font-size:.9375rem}
a{color:var(--link);text-underline-offset:.15em}
b,code{font-weight:600}
code{font:inherit}
i{color:var(--soft)}
ul{list-style:none}
[hidden]{display:none!important}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:1rem;top:-4rem;padding:.5rem 1rem;background:var(--card);z-index:3}
.skip:focus{top:.5rem}
section{margin-top:2rem}
.card,article{padding:1rem 1.25rem;background:var(--card);border:1px solid var(--line);border-radius:10px}
header{padding:2rem 0 .75rem}
header .soft{font-size:.9375rem;margin-top:.25rem}
.result{margin:1rem 0 .5rem;padding:.625rem 1rem;border-radius:8px;font-size:1.0625rem;font-weight:600;print-color-adjust:exact}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.75rem;margin-top:.75rem}
.tiles li>*{display:block;height:100%;padding:.625rem 1rem;background:var(--card);border:1px solid var(--line);border-radius:10px;color:var(--soft);font-size:.875rem;text-decoration:none}
.tiles a:hover{border-color:var(--link)}
.tiles a:hover,.tiles a:focus-visible{color:var(--link)}
.tiles b{display:block;font-size:1.625rem;font-weight:650;line-height:1.2;font-variant-numeric:tabular-nums;background:none}
.tiles b::before{content:none}
#controls{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;align-items:center;padding:.625rem 0;background:var(--page)}
#controls label{display:flex;gap:.5rem;align-items:center;font-size:.9375rem}
.grow{flex:1 1 20rem}
.sort{display:none!important}
#controls :is(input,select){min-width:0;padding:.5rem .75rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--soft);border-radius:8px}
#search{flex:1}
@media (min-width:48rem) and (min-height:30rem){#controls{position:sticky;top:0;z-index:2}}
.first{display:grid;gap:0 1.5rem}
.first section{margin-top:1rem}
@media (min-width:64rem){.first:has(#exceptions){grid-template-columns:minmax(0,2fr) minmax(0,1fr)}}
.b{display:inline-block;padding:.0625rem .5rem;border-radius:99px;font-size:.8125rem;font-weight:600;line-height:1.4;white-space:nowrap;color:var(--info);background:var(--info-back);print-color-adjust:exact}
.b::before{content:"\\2013  "/""}
.bad{color:var(--bad);background:var(--bad-back)}
.bad::before{content:"\\2715  "/""}
.warn{color:var(--warn);background:var(--warn-back)}
.warn::before{content:"! "/""}
.ask{color:var(--info);background:var(--info-back)}
.ask::before{content:"? "/""}
.good{color:var(--good);background:var(--good-back)}
.good::before{content:"\\2713  "/""}
.group+.group{margin-top:.75rem}
.group{padding-bottom:.25rem}
.rule{padding:.5rem 0;border-top:1px solid var(--line)}
.group>h3+.rule{margin-top:.5rem}
.rule ul{display:flex;flex-wrap:wrap;gap:0 .375rem}
.rule li{font-size:.875rem}
.rule li:not(:last-child)::after{content:","}
.message p{margin-top:.25rem;font-size:.875rem}
.rule summary{font-weight:400;color:var(--link)}
.card>ul>li,.body>ul>li{padding:.5rem 0}
.card>ul>li+li,.body>ul>li+li{border-top:1px solid var(--line)}
#exceptions .card{padding:.5rem 1.25rem}
#exceptions li,#changes li,.body li,.card li p,.body p{font-size:.875rem}
#changes h3{margin-top:1rem}
#changes h3:first-child{margin-top:0}
.why{margin-top:.25rem;padding-left:.75rem;border-left:3px solid var(--line)}
summary{padding:.25rem 0;cursor:pointer;font-size:.875rem;font-weight:600}
summary:hover{color:var(--link)}
summary :is(h2,h3){display:inline;margin:0}
table{width:100%;table-layout:fixed;border-collapse:collapse;font-size:.875rem}
th,td{padding:.5rem .75rem .5rem 0;text-align:left;vertical-align:top;border-top:1px solid var(--line)}
thead th{border:0;color:var(--soft);font-size:.8125rem;font-weight:400}
tbody th{font-weight:600}
td small,th small{display:block}
#comparison>p,#comparison h2{margin-bottom:.25rem}
.scroll{margin-top:.75rem;padding:0;overflow-x:auto}
.scroll table{min-width:76rem;font-size:.8125rem;line-height:1.4}
.scroll :is(table,thead,tbody){display:block}
.scroll tr{display:grid;grid-template-columns:minmax(0,15.5fr) minmax(0,10.5fr) minmax(0,6fr) minmax(0,16fr) minmax(0,7.5fr) minmax(0,8fr) minmax(0,5.5fr) minmax(0,7fr) minmax(0,7.5fr) minmax(0,8.5fr) minmax(0,11fr);padding:0 .875rem;border-top:1px solid var(--line)}
.scroll tbody tr{content-visibility:auto;contain-intrinsic-size:auto 4.25rem}
.scroll tbody tr:hover{background:var(--page)}
.scroll :is(th,td){padding:.5rem .375rem;border:0}
.scroll thead tr{align-items:end;border:0;border-radius:10px 10px 0 0;background:var(--card)}
.scroll small,.scroll .b{font-size:.75rem}
.scroll .b{padding:.0625rem .375rem}
.scroll button{display:inline;padding:0;font:inherit;color:inherit;text-align:left;background:none;border:0;cursor:pointer}
.scroll button:hover{color:var(--link)}
.scroll button::after{content:"\\2195"/"";margin-left:.125rem;opacity:.5}
.scroll [aria-sort] button{color:var(--ink);font-weight:600}
.scroll [aria-sort] button::after{opacity:1}
[aria-sort=ascending] button::after{content:"\\2191"/""}
[aria-sort=descending] button::after{content:"\\2193"/""}
.differs,span.was{background:var(--differs);print-color-adjust:exact}
span.was{padding:0 .25rem;border-radius:4px}
@media (min-width:80rem) and (min-height:30rem){
.scroll{overflow:visible}
.scroll thead tr{position:sticky;top:3.6rem;z-index:1}
}
.a{display:inline-block;margin-right:.25rem;white-space:nowrap}
.a::before{content:"";display:inline-block;width:1em;height:1em;margin-right:.25em;vertical-align:-.125em;background:currentColor;-webkit-mask:var(--i) center/contain no-repeat;mask:var(--i) center/contain no-repeat;print-color-adjust:exact}
${icons()}
.charts{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr))}
.bars{margin-top:.75rem}
.card>.bars>li{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,3fr) 3rem;gap:.75rem;align-items:center;padding:.25rem 0;border:0;font-size:.875rem;font-variant-numeric:tabular-nums}
.bars svg{width:100%;height:.875rem;background:var(--info-back);border-radius:3px;print-color-adjust:exact}
.bars small{display:block}
rect{fill:var(--bar)}
svg{display:block;print-color-adjust:exact}
#waivers th:last-child{width:38%}
#waivers th:nth-child(4){width:9%}
.axis{width:100%;height:18px;overflow:visible}
.axis text{fill:var(--soft);font-size:11px;text-anchor:middle}
line{stroke:var(--soft)}
.track{width:100%;height:16px;margin-top:.25rem}
.soon{fill:var(--warn)}
.expired{fill:var(--bad)}
.endless{opacity:.4}
.fold{padding:.5rem 1.25rem}
.fold h3{margin-top:.75rem}
article{margin-top:.5rem;padding:0;border-left:5px solid var(--line);content-visibility:auto;contain-intrinsic-size:auto 3.25rem}
.t-warn{border-left-color:var(--warn)}
.t-bad{border-left-color:var(--bad)}
article summary{padding:.625rem 1rem;font-weight:400}
article summary>span{float:right}
.body{padding:0 1.25rem 1rem;scroll-margin-top:4rem}
.body h4{margin:1rem 0 .25rem}
.meta{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,24rem),1fr));gap:.25rem 1.5rem;font-size:.875rem}
.meta div{display:flex;gap:.5rem}
.meta dt{flex:0 0 6rem;color:var(--soft)}
.meta dd{min-width:0}
.login{max-width:26rem;margin:.5rem 0;padding:1.5rem;background:var(--c);border:1px solid var(--line);border-radius:8px;text-align:center;print-color-adjust:exact}
.login>div{color:var(--c)}
.login p+p{margin-top:.75rem}
.login small,.login i{color:inherit}
.login .in{padding:.5rem;border:1px solid;border-radius:6px;font-size:.875rem}
.chip{display:inline-block;width:1em;height:1em;margin-right:.375rem;vertical-align:-.125em;background:var(--c);border:1px solid var(--soft);border-radius:3px;print-color-adjust:exact}
footer{margin-top:2rem}
@media (max-width:48rem){
body{padding:0 1rem 2rem}
.tiles{grid-template-columns:repeat(3,minmax(0,1fr));gap:.5rem}
.tiles li>*{padding:.5rem .625rem;font-size:.75rem}
.tiles b{font-size:1.375rem}
.sort{display:flex!important}
article summary>span{display:block;float:none}
thead,.scroll thead{display:none}
table,tbody,tbody th,td{display:block}
.scroll table{min-width:0}
tr{display:block;padding:.5rem 0;border-top:1px solid var(--line)}
tbody tr:first-child{border:0}
th,td,.scroll :is(th,td){padding:0!important;border:0}
[data-l]::before{content:attr(data-l) ": ";color:var(--soft)}
.scroll tr{grid-template-columns:repeat(2,minmax(0,1fr));gap:.5rem 1rem;padding:.75rem 1rem;contain-intrinsic-size:auto 24rem}
.scroll th,.scroll td:nth-child(4){grid-column:1/-1}
.scroll [data-l]::before{content:attr(data-l);display:block;font-size:.75rem}
.scroll .differs{margin:-.25rem;padding:.25rem!important;border-radius:6px}
}
@media print{
@page{margin:12mm}
@page wide{size:landscape}
:root{color-scheme:light;--page:#fff}
html{font-size:12px}
body{max-width:none;padding:0}
#controls,.skip{display:none!important}
.tiles{grid-template-columns:repeat(7,1fr);gap:.5rem}
.axis text{font-size:8px}
article[hidden],.rule[hidden],.group[hidden],.more[hidden],.message[hidden]{display:block!important}
.rule li[hidden]{display:list-item!important}
tr[hidden]{display:grid!important}
#comparison{page:wide}
.scroll{overflow:visible;border:0}
.scroll table{min-width:0;font-size:9px}
.scroll :is(small,thead th,.b){font-size:8px}
.scroll thead tr{position:static}
.scroll tbody tr{content-visibility:visible}
.scroll button::after{content:none}
article{content-visibility:visible}
li,tr,.tiles li,.login,.bars li{break-inside:avoid}
h2,h3,h4,summary{break-after:avoid}
details::details-content{content-visibility:visible;display:block;height:auto}
summary{list-style:none}
}
`;
