// `sluice bench latency`: the time from a hop to the subscriber, stage by stage, in every scenario. It can write a
// report, compare with an earlier run, and hold budgets in CI.
import { readFile, writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { type Budget, brokenBudgets, parseBudgets } from '../../harness/latency/budget.js';
import { reportPage } from '../../harness/latency/page/page.js';
import { readLines } from '../../harness/latency/read-lines.js';
import { LONG_RUN, SCENARIOS, type Scenario, scenarioOf } from '../../harness/latency/scenarios.js';
import { type BenchLine, type LatencyLine, RUNTIMES, type Runtime } from '../../harness/results.js';
import { FAILURE, UsageError } from '../failure.js';
import { INTERRUPTED } from '../interrupt.js';
import { note, writeLines } from '../report/output.js';
import type { BrowserBench } from './browser.js';
import { machine, startBrowser } from './found-browser.js';
import { benchScenario, benchStatsCost, durationOf, type LatencyAsked } from './node.js';
import { benchReporter } from './report.js';

interface Options {
  readonly json: boolean;
  readonly quick: boolean;
  readonly scenario?: string;
  readonly in?: Runtime;
  readonly model?: string;
  readonly minutes?: number;
  readonly deadline: number;
  readonly maxLatency: number;
  readonly budget?: readonly Budget[];
  readonly report?: string;
  readonly baseline?: string;
  readonly out?: string;
}

/** What one measurement of a rival is told. */
export type RivalAsked = Omit<LatencyAsked, 'subscriber' | 'model'>;

/** Another engine, measured in the same scenarios. There is none in the package: see bench/latency. */
export interface Rival {
  takesPart(scenario: Scenario): boolean;
  inNode(asked: RivalAsked): Promise<LatencyLine>;
  inBrowser(browser: BrowserBench, asked: RivalAsked): Promise<LatencyLine>;
}

/** `rival`: it is measured too. */
export function latencyCommand(rival?: Rival): Command {
  return new Command('latency')
    .description('measure the time from a hop to the subscriber, stage by stage, calm and overloaded')
    .option(
      '--scenario <names>',
      `${SCENARIOS.map(({ name }) => name).join(', ')}, microphone; separated by commas (default: all)`,
    )
    .option('--in <runtime>', "'node', 'chromium', 'firefox' or 'webkit' (default: the first two)", runtime)
    .option('--model <file>', 'your own model instead of GRU 40 -> 96; it is not overloaded')
    .option('--minutes <n>', 'add a long run of 200 streams, with its memory', above0)
    .option('--deadline <ms>', 'a prediction that is later than this is a miss', above0, 20)
    .option('--max-latency <ms>', 'as maxLatencyMs of openStream', above0, 250)
    .option(
      '--budget <list>',
      'exit with 1 when a limit is exceeded: p99=5ms,worst=50ms,dropped=0,misses=0,steady:delivery.p99=2ms',
      budgets,
    )
    .option('--report <file>', 'write a page with plots')
    .option('--baseline <file>', 'compare the report with an earlier one, or with lines of JSON')
    .option('--quick', 'measure for a short time: for a look, not for a claim', false)
    .option('--out <file>', 'write the lines of JSON to a file too')
    .option('--json', 'one JSON object a line', false)
    .action((options: Options) => run(options, rival));
}

async function run(options: Options, rival: Rival | undefined): Promise<void> {
  const interrupt = () => process.exit(INTERRUPTED);
  process.once('SIGINT', interrupt);
  const asked = askedScenarios(options);
  const model = options.model === undefined ? null : new Uint8Array(await readFile(options.model));
  const baseline = options.baseline === undefined ? [] : readLines(await readFile(options.baseline, 'utf8'));
  const { in: place = 'chromium' } = options;
  await using browser = await startBrowser(place === 'node' ? null : place);
  const report = benchReporter(options.json);
  const lines: BenchLine[] = [];
  const found = (line: BenchLine) => {
    lines.push(line);
    report.line(line);
  };
  found(machine(browser.bench));
  if (browser.reason !== '') report.note(browser.reason);
  const places = { node: options.in === undefined || options.in === 'node', browser: browser.bench };
  for await (const line of latencyLines({ ...options, ...asked, ...places, model, rival })) found(line);
  process.off('SIGINT', interrupt);
  if (options.report !== undefined) await writeFile(options.report, reportPage(lines, baseline, options.budget ?? []));
  if (options.out !== undefined) await writeLines(options.out, lines);
  const latencies = lines.flatMap((line) => (line.kind === 'latency' ? [line] : []));
  const wrong = [...brokenBudgets(options.budget ?? [], latencies), ...latencies.flatMap(unaccounted)];
  for (const sentence of wrong) note(`sluice: ${sentence}`);
  if (wrong.length > 0) process.exitCode = FAILURE;
}

export interface LatencyRun {
  readonly quick: boolean;
  /** Null: there is none, or it is not wanted. */
  readonly browser: BrowserBench | null;
  /** @default true */
  readonly node?: boolean;
  /** @default all */
  readonly scenarios?: readonly Scenario[];
  readonly microphone?: boolean;
  readonly model?: Uint8Array | null;
  readonly minutes?: number;
  readonly deadline?: number;
  readonly maxLatency?: number;
  readonly rival?: Rival | undefined;
}

/** What stamps cost, then every scenario, in Node and in a browser in turns. */
export async function* latencyLines(run: LatencyRun): AsyncGenerator<BenchLine> {
  const { quick, browser, node = true, scenarios = SCENARIOS, model = null } = run;
  // Firefox captures nothing where there is no sound output
  const { microphone = browser?.name !== 'firefox' } = run;
  const { minutes, deadline: deadlineMs = 20, maxLatency: maxLatencyMs = 250, rival } = run;
  if (node) yield await benchStatsCost(quick);
  if (browser !== null) yield await browser.statsCost(quick);
  const long = minutes === undefined ? [] : [LONG_RUN];
  for (const scenario of [...scenarios, ...long]) {
    if (model !== null && scenario.overload > 0) continue;
    const durationMs = scenario === LONG_RUN ? (minutes ?? 1) * 60_000 : durationOf('latencyMs', quick);
    const asked = { scenario, durationMs, maxLatencyMs, deadlineMs };
    for (const subscriber of scenario.subscribers) {
      if (node) yield await benchScenario({ ...asked, subscriber, model });
      if (browser !== null) yield await browser.scenario({ ...asked, subscriber, model });
    }
    if (rival === undefined || model !== null || !rival.takesPart(scenario)) continue;
    if (node) yield await rival.inNode(asked);
    if (browser !== null) yield await rival.inBrowser(browser, asked);
  }
  if (microphone && browser !== null && model === null) {
    yield await browser.microphone(durationOf('latencyMs', quick), deadlineMs);
  }
}

function askedScenarios({ scenario }: Options): { scenarios?: Scenario[]; microphone?: boolean } {
  if (scenario === undefined) return {};
  const names = scenario.split(',');
  const scenarios = names
    .filter((name) => name !== 'microphone')
    .map((name) => {
      const known = scenarioOf(name);
      if (known === undefined || known === LONG_RUN) {
        throw new UsageError(
          `'${name}' is no scenario: there are ${SCENARIOS.map((one) => one.name).join(', ')}, microphone`,
        );
      }
      return known;
    });
  return { scenarios, microphone: names.includes('microphone') };
}

/** Predictions that vanished without being counted: never. */
function unaccounted({ accounted, scenario, runtime, offered, delivered, dropped }: LatencyLine): string[] {
  if (accounted !== false) return [];
  return [
    `${scenario} in ${runtime} does not add up: ${offered} hops offered, ${delivered} delivered, ${dropped} dropped`,
  ];
}

function above0(text: string): number {
  const value = Number(text);
  if (value > 0 && value < Number.POSITIVE_INFINITY) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}

function runtime(text: string): Runtime {
  const known = RUNTIMES.find((name) => name === text);
  if (known !== undefined) return known;
  throw new InvalidArgumentError(`It must be one of ${RUNTIMES.join(', ')}.`);
}

function budgets(text: string): Budget[] {
  try {
    return parseBudgets(text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
