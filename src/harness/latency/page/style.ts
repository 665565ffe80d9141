// The report's style sheet, for light and dark.

export const STYLE = `
:root { color-scheme: light dark; --paper: #fbfaf7; --card: #ffffff; --ink: #1c2430; --soft: #68717f; --line: #e3e1da; --ours: #0f766e; --worker: #4f46e5;
  --rival: #d97706; --bad: #b91c1c; --good: #15803d; }
@media (prefers-color-scheme: dark) { :root { --paper: #12151b; --card: #1a1f28; --ink: #e6e8ec; --soft: #98a1b0; --line: #2c333f; --ours: #2dd4bf;
  --worker: #a5b4fc; --rival: #fbbf24; --bad: #f87171; --good: #4ade80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1280px; margin: 0 auto; padding: 32px 20px 64px; }
h1 { font-size: 26px; letter-spacing: -0.01em; margin: 0; }
h2 { font-size: 20px; margin: 44px 0 4px; }
h3 { font-size: 15px; margin: 16px 0 8px; }
h4 { font-size: 13px; margin: 0 0 4px; }
small { font-weight: 400; font-size: 14px; color: var(--soft); }
header p { color: var(--soft); margin: 4px 0 20px; }
a { color: inherit; }
.wide { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
table { border-collapse: collapse; width: 100%; font-size: 12.5px; }
th { text-align: left; font-weight: 600; color: var(--soft); white-space: nowrap; }
th, td { padding: 4px 8px; white-space: nowrap; }
thead tr:last-child th { padding-bottom: 8px; }
tr.first td { border-top: 1px solid var(--line); padding-top: 8px; }
th.over { text-align: center; }
th.number, .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.worse { color: var(--bad); } .better { color: var(--good); }
details { margin: 20px 0; color: var(--soft); max-width: 80ch; } summary { cursor: pointer; color: var(--ink); }
.verdict { padding: 10px 16px; border-radius: 10px; border: 1px solid; margin: 0 0 20px; }
.verdict.kept { color: var(--good); } .verdict.broken { color: var(--bad); padding-left: 32px; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr)); gap: 14px; }
figure { margin: 0; padding: 14px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
figcaption { font-size: 12px; font-weight: 600; color: var(--soft); margin-bottom: 6px; }
svg { width: 100%; height: auto; display: block; overflow: visible; }
.grid { stroke: var(--line); stroke-width: 1; }
.tick, .name { font-size: 10.5px; fill: var(--soft); } .name { font-size: 11.5px; fill: var(--ink); }
.ours-main { --colour: var(--ours); } .ours-worker { --colour: var(--worker); } .rival { --colour: var(--rival); }
.curve { fill: none; stroke: var(--colour); stroke-width: 1.8; stroke-linejoin: round; }
.curve.before { stroke-dasharray: 4 4; opacity: 0.6; }
.band { fill: var(--colour); opacity: 0.13; }
.dot { fill: var(--colour); stroke: var(--card); stroke-width: 1.2; }
.bar { stroke: var(--colour); stroke-width: 4; stroke-linecap: round; opacity: 0.55; }
.thin { stroke: var(--colour); stroke-width: 1; opacity: 0.5; } .mark { stroke: var(--colour); stroke-width: 1.6; }
.deadline { stroke: var(--bad); stroke-width: 1; stroke-dasharray: 2 3; }
.key::before { content: ''; display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-right: 6px; background: var(--colour); }
h3 .key { margin-left: 14px; }
.facts dl { display: grid; grid-template-columns: 100px 1fr; gap: 1px 10px; font-size: 13px; margin: 0 0 12px; }
dt { color: var(--soft); } dd { margin: 0; font-variant-numeric: tabular-nums; }
`;
