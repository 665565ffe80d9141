// The simulated plant does the same for the same seed, and what goes wrong with it is found by the monitor that watches it.
import { beforeAll, describe, expect, it } from 'vitest';
import { Kernel } from '#src/engine/kernel.js';
import { SeriesMonitor } from '#src/forecast/monitor.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Plant } from '#src/plant/plant.js';

const HZ = 5;
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

  it('refuses a machine or a fault that there is not', () => {
    const plant = new Plant();
    expect(() => plant.inject('pump-99', 'leak')).toThrow("there is no machine 'pump-99'");
    expect(() => plant.inject('pump-1', 'door')).toThrow("a pump has no fault 'door'");
  });

  const faults = new Plant().machines.flatMap(({ name, faults }) =>
    name.endsWith('-1') ? faults.map((fault) => [name, fault.name, fault.seconds] as const) : [],
  );

  it.each(faults)('%s: %s is found while it lasts, on a machine that was quiet before', (name, fault, seconds) => {
    const plant = new Plant({ seed: 2 });
    const at = plant.machines.findIndex((machine) => machine.name === name);
    const learnRows = 60 * HZ;
    const monitor = new SeriesMonitor(Kernel.create(module), plant.machines[at]?.channels.length as number, {
      learnRows,
    });
    const alarms: number[] = [];
    const faultAt = 200;
    for (let i = 0; i < (faultAt + seconds) * HZ; i++) {
      if (i === faultAt * HZ) plant.inject(name, fault);
      const values = plant.step(i / HZ)[at] as number[];
      if (monitor.step(i * (1000 / HZ), values).alarm) alarms.push(i / HZ);
    }
    expect(alarms.filter((second) => second >= faultAt).length).toBeGreaterThan(0);
    expect(alarms.filter((second) => second < faultAt).length).toBeLessThanOrEqual(3);
  });
});
