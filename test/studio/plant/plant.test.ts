// The simulated plant does the same for the same seed, and what goes wrong with it is found by the monitor that watches
// it.
import { beforeAll, describe, expect, it } from 'vitest';
import { SeriesMonitor } from '#src/forecast/monitor.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { type Machine, Plant } from '../../../src/studio/plant/plant.js';

/** As on the page: rows a second, seconds that are learnt from, severity of an alarm. */
const HZ = 8;
const LEARN_SECONDS = 30;
const THRESHOLD = 3;
/** When something goes wrong, seconds. */
const FAULT_AT = 150;
/** These come about as slowly as the forecast and the counts follow: some are alarms, most are not. */
const NOT_FOUND = ['leak', 'draft'];

let module: WebAssembly.Module;

beforeAll(async () => {
  module = await readKernel();
});

describe('Plant', () => {
  it('gives the same values for the same seed, others for another', () => {
    const run = (seed: number) => {
      const plant = new Plant({ seed });
      return Array.from({ length: 50 }, (_, i) => plant.step(i / HZ));
    };
    expect(run(4)).toEqual(run(4));
    expect(run(4)).not.toEqual(run(5));
  });

  it('has as many machines as are asked for, each with a name of its own and a unit a channel', () => {
    const { machines } = new Plant({ machines: 200 });
    expect(new Set(machines.map(({ name }) => name)).size).toBe(200);
    expect(machines.every(({ channels, units }) => channels.length === units.length)).toBe(true);
  });

  it('says what is wrong with a machine for as long as it is', () => {
    const plant = new Plant();
    plant.step(10);
    plant.inject('traffic-1', 'outage');
    plant.step(17);
    expect([plant.wrongWith('traffic-1'), plant.wrongWith('traffic-2')]).toEqual([['outage'], []]);
    plant.step(18.1);
    expect(plant.wrongWith('traffic-1')).toEqual([]);
  });

  it('refuses a machine or a fault that there is not', () => {
    const plant = new Plant();
    expect(() => plant.inject('pump-99', 'leak')).toThrow("there is no machine 'pump-99'");
    expect(() => plant.inject('pump-1', 'door')).toThrow("a pump has no fault 'door'");
  });

  const faults = new Plant().machines.flatMap(({ name, faults: all }) =>
    name.endsWith('-1')
      ? all.filter((fault) => !NOT_FOUND.includes(fault.name)).map((fault) => [name, fault.name, fault] as const)
      : [],
  );

  it.each(faults)('%s: %s is found while it lasts, on a machine that was quiet before', (name, _, fault) => {
    const runs = [2, 3, 4].map((seed) => watch(seed, name, fault));
    expect(runs.filter(({ during }) => during > 0).length).toBeGreaterThanOrEqual(2);
    for (const { before } of runs) expect(before).toBeLessThanOrEqual(3);
  });
});

/** How many alarms there were in two minutes without a fault, and while one lasted. */
function watch(seed: number, name: string, fault: Machine['faults'][number]): { before: number; during: number } {
  const plant = new Plant({ seed });
  const at = plant.machines.findIndex((machine) => machine.name === name);
  const channels = plant.machines[at]?.channels.length ?? 0;
  const options = { learnRows: LEARN_SECONDS * HZ, threshold: THRESHOLD };
  const monitor = new SeriesMonitor(Kernel.create(module), channels, options);
  const count = { before: 0, during: 0 };
  for (let i = 0; i < (FAULT_AT + fault.seconds) * HZ; i++) {
    if (i === FAULT_AT * HZ) plant.inject(name, fault.name);
    const { alarm } = monitor.step((i * 1000) / HZ, plant.step(i / HZ)[at] ?? []);
    if (alarm) count[i < FAULT_AT * HZ ? 'before' : 'during']++;
  }
  return count;
}
