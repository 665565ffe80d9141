// The report: one page that loads nothing and runs no script. A person can read it, and a later run can be compared
// with it.
import type { BenchLine, LatencyLine, MachineLine } from '../../results.js';
import { type Budget, brokenBudgets } from '../budget.js';
import { type BaselineLine, LINES_BEGIN, LINES_END } from '../read-lines.js';
import { LONG_RUN, SCENARIOS } from '../scenarios.js';
import { curvePlot } from './curve.js';
import { GUIDE } from './guide.js';
import { escaped } from './plot.js';
import { colourOf, nameOf, placeOf, sameCase } from './series.js';
import { stagesPlot } from './stages.js';
import { STYLE } from './style.js';
import { summaryTable } from './summary.js';
import { timelinePlot } from './timeline.js';

/** `lines`: of this run, all kinds. `baseline`: of an earlier one. */
export function reportPage(
  lines: readonly BenchLine[],
  baseline: readonly BaselineLine[],
  budgets: readonly Budget[],
): string {
  const latencies = lines.flatMap((line) => (line.kind === 'latency' ? [line] : []));
  const machine = lines.find((line): line is MachineLine => line.kind === 'machine');
  const scenarios = [...new Set(latencies.map(({ scenario }) => scenario))];
  const compared = baseline.length > 0 ? ', compared with an earlier run (dashes)' : '';
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Latency, ${machine?.date ?? ''}</title><style>${STYLE}</style></head><body><main>`,
    `<header><h1>From a hop to the subscriber</h1><p>${machine === undefined ? '' : machineText(machine)}${compared}</p></header>`,
    verdict(budgets, latencies),
    summaryTable(latencies, baseline),
    GUIDE,
    ...scenarios.map((scenario) => section(scenario, latencies, baseline)),
    `</main>${LINES_BEGIN}${embedded(lines)}${LINES_END}</body></html>\n`,
  ].join('\n');
}

function section(scenario: string, all: readonly LatencyLine[], baseline: readonly BaselineLine[]): string {
  const lines = all.filter((line) => line.scenario === scenario);
  const says = [...SCENARIOS, LONG_RUN].find(({ name }) => name === scenario)?.says ?? 'a source of its own';
  const runtimes = [...new Set(lines.map(({ runtime }) => runtime))];
  const places = runtimes.map((runtime) => {
    const mine = lines.filter((line) => line.runtime === runtime);
    const before = baseline.filter((line) => mine.some((one) => sameCase(one, line)));
    const legend = mine.map((line) => `<span class="key ${colourOf(line)}">${nameOf(line)}</span>`).join('');
    return [
      `<h3>${placeOf(runtime)} <small>${legend}</small></h3><div class="plots">`,
      `<figure><figcaption>Percentile curve</figcaption>${curvePlot(mine, before)}</figure><figure><figcaption>Over time</figcaption>${timelinePlot(mine, mine[0]?.deadlineMs ?? 1)}</figure>`,
      `<figure><figcaption>By stage</figcaption>${stagesPlot(mine)}</figure><figure class="facts"><figcaption>Counted</figcaption>${mine.map(facts).join('')}</figure></div>`,
    ].join('');
  });
  return `<section id="${escaped(scenario)}"><h2>${escaped(scenario)} <small>${escaped(says)}</small></h2>${places.join('')}</section>`;
}

/** What is counted and not timed. */
function facts(line: LatencyLine): string {
  const {
    offered,
    delivered,
    dropped,
    accounted,
    oldestMs,
    boundMs,
    collections,
    engineCollections,
    loopDelay,
    memory,
    streams,
  } = line;
  const rows: (readonly [string, string])[] = [
    [
      'hops',
      offered === null
        ? `${delivered} delivered, ${dropped} dropped`
        : `${offered} offered ${accounted ? '=' : '≠'} ${delivered} delivered + ${dropped} dropped`,
    ],
    ['misses', `${line.deadlineMisses} of ${line.count} later than ${line.deadlineMs} ms`],
    [
      'oldest',
      `${oldestMs.toFixed(1)} ms${boundMs === null ? ', nothing bounds it' : `, at most ${boundMs.toFixed(1)} ms`}`,
    ],
    ['streams', `${streams}, over ${line.transport === 'shared' ? 'shared memory' : 'messages'}`],
    [
      'garbage',
      collections === null
        ? 'not told here'
        : `${collections.count} collections, worst ${collections.worstMs.toFixed(1)} ms`,
    ],
    [
      '… of the engine',
      engineCollections === null
        ? 'not told here'
        : `${engineCollections.count} collections, worst ${engineCollections.worstMs.toFixed(1)} ms`,
    ],
    [
      'event loop',
      loopDelay === null
        ? 'not told here'
        : `late by ${loopDelay.p99Ms.toFixed(1)} ms at p99, ${loopDelay.worstMs.toFixed(1)} ms at worst`,
    ],
  ];
  if (memory.length > 0) {
    const mb = (bytes: number | undefined) => ((bytes ?? 0) / 2 ** 20).toFixed(0);
    rows.push([
      'memory',
      `${mb(memory[0]?.[1])} MB after a minute, ${mb(memory.at(-1)?.[1])} MB after ${memory.length}`,
    ]);
  }
  const cells = rows.map(([name, value]) => `<dt>${name}</dt><dd>${escaped(value)}</dd>`).join('');
  return `<h4 class="key ${colourOf(line)}">${nameOf(line)}</h4><dl>${cells}</dl>`;
}

function verdict(budgets: readonly Budget[], lines: readonly LatencyLine[]): string {
  if (budgets.length === 0) return '';
  const broken = brokenBudgets(budgets, lines);
  if (broken.length === 0) {
    return `<p class="verdict kept">Every budget is kept: ${budgets.map(({ text }) => `<code>${escaped(text)}</code>`).join(' ')}</p>`;
  }
  return `<ul class="verdict broken">${broken.map((sentence) => `<li>${escaped(sentence)}</li>`).join('')}</ul>`;
}

function machineText({ cpu, cores, platform, node, chromium, date }: MachineLine): string {
  const browser = chromium === null ? '' : `, Chromium ${chromium}`;
  return escaped(`${cpu}, ${cores} cores, ${platform}, Node ${node}${browser}, ${date}`);
}

/** The lines themselves, for the next run's baseline. */
function embedded(lines: readonly BenchLine[]): string {
  return `\n${lines.map((line) => JSON.stringify(line).replaceAll('<', '\\u003c')).join('\n')}\n`;
}
