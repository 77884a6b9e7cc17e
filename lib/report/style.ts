/**
 * The style of the page: light and dark, on phones and in print. It contains no user text.
 *
 * It is ASCII, so that most pages are ASCII as a whole, which Node.js writes in half the time.
 */
export const STYLE: string = `
:root{color-scheme:light dark;--page:#f4f6f8;--card:#fff;--ink:#1b2430;--soft:#526070;--line:#d8dee6;--link:#1d5fc4;--bad:#a3161f;--bad-back:#fdeaea;--warn:#754600;--warn-back:#fff2d4;--good:#17623a;--good-back:#e3f4e9;--info:#3c4959;--info-back:#e9edf2}
@media screen and (prefers-color-scheme:dark){:root{--page:#10151c;--card:#19202a;--ink:#e7ebf1;--soft:#a4afbe;--line:#323d4c;--link:#85b5ff;--bad:#ffb4b0;--bad-back:#4b1d20;--warn:#ffd68c;--warn-back:#43310e;--good:#a6e4b9;--good-back:#163824;--info:#cdd6e1;--info-back:#2b3542}}
*{box-sizing:border-box}
html{scroll-padding-top:5rem}
body{margin:0 auto;padding:0 1rem 3rem;max-width:72rem;background:var(--page);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
h1,h2,h3,p,ul,dl,dd{margin:0;padding:0}
h1{font-size:1.75rem;line-height:1.2;letter-spacing:-.02em}
h2,h3{font-size:1.25rem;line-height:1.3}
h3{font-size:1.125rem}
small,.soft{color:var(--soft);font-size:.875rem;font-weight:400}
p{font-size:.9375rem}
[hidden]{display:none!important}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:1rem;top:-4rem;padding:.5rem 1rem;background:var(--card);color:var(--link);z-index:2}
.skip:focus{top:.5rem}
header{padding:2rem 0 1rem}
.counts{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.75rem;margin-top:1.25rem}
.counts div{display:flex;flex-direction:column-reverse;justify-content:flex-end;padding:.75rem 1rem;background:var(--card);border:1px solid var(--line);border-radius:10px}
.counts dt{color:var(--soft);font-size:.875rem;line-height:1.3}
.counts dd{font-size:1.625rem;font-weight:650;line-height:1.2;font-variant-numeric:tabular-nums;background:none!important}
.counts dd::before{content:none!important}
#controls{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;align-items:center;padding:.75rem 0;background:var(--page)}
#controls>label{display:flex;gap:.5rem;align-items:center}
#controls>label:first-child{flex:1 1 20rem}
#search{flex:1;min-width:0;padding:.5rem .75rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--soft);border-radius:8px}
#only{width:1.125rem;height:1.125rem;margin:0;accent-color:var(--link)}
@media (min-width:48rem) and (min-height:30rem){#controls{position:sticky;top:0;z-index:1}}
#organizations{outline-offset:.5rem}
#organizations>h2{margin-top:1.5rem}
article,.overview{margin-top:1rem;padding:1rem 1.25rem;background:var(--card);border:1px solid var(--line);border-radius:10px}
article{border-left:5px solid var(--line);content-visibility:auto;contain-intrinsic-size:auto 24rem}
article[data-findings]{border-left-color:var(--warn)}
article[data-findings=bad]{border-left-color:var(--bad)}
.top{display:flex;flex-wrap:wrap;gap:.25rem 1rem;justify-content:space-between;align-items:baseline}
.meta{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,24rem),1fr));gap:.25rem 1.5rem;margin:.75rem 0;font-size:.875rem}
.meta div{display:flex;gap:.5rem}
.meta dt{flex:0 0 6rem;color:var(--soft)}
.meta dd{min-width:0}
.b{display:inline-block;padding:.0625rem .5rem;border-radius:99px;font-size:.8125rem;font-weight:600;white-space:nowrap;color:var(--info);background:var(--info-back);print-color-adjust:exact}
.b::before{content:"\\2013  "/""}
.bad{color:var(--bad);background:var(--bad-back)}
.bad::before{content:"\\2715  "/""}
.warn{color:var(--warn);background:var(--warn-back)}
.warn::before{content:"! "/""}
.ask::before{content:"? "/""}
.good{color:var(--good);background:var(--good-back)}
.good::before{content:"\\2713  "/""}
ul{list-style:none}
li{padding:.5rem 0}
li p{margin-top:.125rem}
.why{margin-top:.25rem;padding-left:.75rem;border-left:3px solid var(--line)}
li+li{border-top:1px solid var(--line)}
.findings{margin:.75rem 0;padding:.25rem .75rem;border:1px solid var(--line);border-radius:8px}
b{font-weight:600}
details{border-top:1px solid var(--line)}
article>:last-child{margin-bottom:-.5rem}
.overview{padding:0 1.25rem}
.overview>details:first-child{border:0}
summary{padding:.375rem 0;cursor:pointer;font-size:.9375rem;font-weight:600}
summary:hover{color:var(--link)}
summary h2{display:inline}
details>:last-child{margin-bottom:1rem}
.overview summary{padding:.75rem 0}
details h3{margin-bottom:.375rem}
table{width:100%;table-layout:fixed;border-collapse:collapse;font-size:.875rem}
table+h3{margin-top:1rem}
th,td{padding:.375rem 1rem .375rem 0;text-align:left;vertical-align:top;border-top:1px solid var(--line)}
thead th{border:0;color:var(--soft);font-weight:400}
thead th:first-child{width:32%}
.overview thead th:first-child{width:24%}
.overview thead th:nth-child(3){width:30%}
tbody th{font-weight:600}
i{color:var(--soft)}
.login{max-width:26rem;margin:.5rem 0;padding:1.5rem;background:var(--c);border:1px solid var(--line);border-radius:8px;text-align:center;print-color-adjust:exact}
.login>div{color:var(--c)}
.login p+p{margin-top:.75rem}
.login small,.login i{color:inherit}
.login .in{padding:.5rem;border:1px solid;border-radius:6px;font-size:.875rem}
.chip{display:inline-block;width:1em;height:1em;margin-right:.375rem;vertical-align:-.125em;background:var(--c);border:1px solid var(--soft);border-radius:3px;print-color-adjust:exact}
footer{margin-top:2rem}
@media (max-width:40rem){
thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
table,tbody,tr,tbody th,td{display:block}
tr{padding:.375rem 0;border-top:1px solid var(--line)}
th,td{padding:0;border:0}
[data-l]::before{content:attr(data-l) ": ";color:var(--soft)}
}
@media print{
@page{margin:15mm}
:root{color-scheme:light;--page:#fff}
html{font-size:13px}
body{max-width:none;padding:0}
#controls,.skip{display:none!important}
article[hidden]{display:block!important}
article{content-visibility:visible}
article,li,tr,.counts div,.login{break-inside:avoid}
h2,h3,summary,.top,.meta{break-after:avoid}
details::details-content{content-visibility:visible;display:block;height:auto}
summary{list-style:none}
}
`;
