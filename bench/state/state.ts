// `npm run bench -- state`: what the health check of a state costs, and whether a stream that runs for a week stays
// exact.
import { Command } from 'commander';
import { clock, grouped, table } from '#src/cli/report/format.js';
import { printJson, printText } from '#src/cli/report/output.js';
import { progressBar } from '#src/cli/report/progress-bar.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { type HealthCost, measureHealth } from './health-cost.js';
import { simulateWeek, type WeekReport } from './week.js';

interface Options {
  readonly hops: number;
  readonly json: boolean;
}

/** Inputs and hidden units. */
const SIZES = [
  [10, 20],
  [40, 96],
  [64, 128],
  [64, 512],
] as const;
const CHECKS = 20;

export function stateCommand(): Command {
  return new Command('state')
    .description(
      "what the look at a network's state costs after every hop, and whether a stream of a week stays what it was",
    )
    .option('--hops <n>', 'of the week, a GRU of 4 -> 8', Number, 100_000_000)
    .option('--json', 'one JSON object a line', false)
    .action(run);
}

async function run({ hops, json }: Options): Promise<void> {
  const module = await readKernel();
  const kernel = () => Kernel.create(module);
  const costs = SIZES.map((size) => measureHealth(kernel, size));
  if (json) for (const cost of costs) printJson({ kind: 'health', ...cost });
  else printCosts(costs);
  const progress = progressBar(process.stderr);
  const week = simulateWeek(kernel, hops, CHECKS, (share) => progress.show('week', share));
  progress.clear();
  if (json) printJson({ kind: 'week', ...week });
  else printWeek(week);
}

function printCosts(costs: readonly HealthCost[]): void {
  const rows = costs.map(({ input, hidden, hopUs, lookUs, share }) => [
    `GRU ${input} -> ${hidden}`,
    `${hopUs.toFixed(2)} µs`,
    `${(lookUs * 1000).toFixed(0)} ns`,
    `${(100 * share).toFixed(2)} %`,
  ]);
  for (const line of table([['', 'a hop', 'the look', 'of the hop'], ...rows])) printText(line);
}

function printWeek({ hops, days, elapsedMs, compared, different, wrongTimes, unhealthy }: WeekReport): void {
  const speed = grouped(Math.round(hops / (elapsedMs / 1000)));
  printText(
    '',
    `${grouped(hops)} hops (${days.toFixed(1)} days of 4 ms) in ${clock(elapsedMs)}: ${speed} hops a second`,
  );
  printText(`${compared} fresh streams took over a snapshot: ${different} hops in which they said something else`);
  printText(`${wrongTimes} times that were not exact, ${unhealthy} hops with an unhealthy state`);
}
