// `sluice run FILE.csv` on counters, states and channels with limits: what is guessed, what is described, what is told.
import { describe, expect, it } from 'vitest';
import { sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { random } from '../../support/random.js';

const folder = temporaryFolder();
const next = random(9);
let energy = 40_000;
const rows = Array.from({ length: 3000 }, (_, i) => {
  const time = new Date(Date.UTC(2024, 0, 1) + i * 60_000).toISOString();
  energy = i === 1000 ? 0 : energy + ((i >= 2500 && i < 2700 ? 2 : 1) * (0.8 + 0.4 * next())) / 2;
  const pressure = i === 2900 ? 40 : 6 + next();
  return `${time},${energy.toFixed(2)},${i % 40 < 4 ? 'open' : 'closed'},${pressure.toFixed(2)}`;
});
const csv = folder.write('plant.csv', ['time,energy_kwh,door,pressure', ...rows, ''].join('\n'));

describe('sluice run', () => {
  it('says what it guessed, and finds doubled consumption of a meter that restarts', async () => {
    const { lines, code } = await sluice(['run', csv, '--json']);
    expect(code).toBe(0);
    const { assumed } = lines.find(({ kind }) => kind === 'format') as unknown as { assumed: string[] };
    expect(assumed).toContain(
      "'energy_kwh' only grows and begins again: it is watched as a counter, by its rate an hour",
    );
    expect(assumed).toContain("'door' has 2 values: it is watched as states");
    const alarms = lines.filter(({ kind }) => kind === 'anomaly');
    expect(alarms.filter(({ row }) => Math.abs((row as number) - 1000) < 30)).toEqual([]);
    const doubled = alarms.find(({ row }) => (row as number) >= 2500 && (row as number) < 2520);
    expect(doubled).toMatchObject({ channel: 'energy_kwh' });
    expect(doubled?.why).toMatch(/^the rate of energy_kwh .*\/h/);
    expect((doubled as unknown as { values: Record<string, number> }).values.energy_kwh).toBeGreaterThan(45); // as it is watched: a rate
  });

  it('takes a file of descriptions: units in the lines and in the reasons, a limit as an alarm of its own', async () => {
    const file = folder.write(
      'channels.json',
      JSON.stringify([
        { name: 'pressure', unit: 'bar', max: 10 },
        { name: 'energy_kwh', kind: 'counter', unit: 'kWh' },
      ]),
    );
    const { stdout } = await sluice(['run', csv, '--describe', file]);
    expect(stdout).toMatch(/pressure 40 bar, expected .* \(critical, limit\)/);
    const { lines } = await sluice(['run', csv, '--describe', file, '--json']);
    expect(lines.find(({ kind, row }) => kind === 'anomaly' && row === 2900)).toMatchObject({
      reason: 'limit',
      why: 'pressure is 40 bar, above its max of 10 bar',
    });
  });

  it('refuses a file of descriptions that is none, with a sentence', async () => {
    const none = await sluice(['run', csv, '--describe', folder.write('none.json', '{"kind":"counter"}')]);
    expect(none.code).toBe(2);
    expect(none.stderr).toMatch(/does not describe channels: 'channels' must be names or descriptions/);
    const bad = await sluice(['run', csv, '--describe', folder.write('bad.json', '[{"name":"door","kind":"valve"}]')]);
    expect(bad.stderr).toMatch(/'kind' must be gauge, counter or state: received 'valve'/);
    const away = await sluice(['run', csv, '--describe', 'not-here.json']);
    expect(away.stderr).toMatch(/names a file that cannot be read: 'not-here.json'/);
  });

  it('keeps kinds, units and limits in a model that has learnt, and inspect tells them', async () => {
    const model = `${folder.path}/plant.safetensors`;
    const file = folder.write('limits.json', JSON.stringify([{ name: 'pressure', unit: 'bar', max: 10 }]));
    const trained = await sluice(['train', 'forecaster', csv, '--describe', file, '--out', model]);
    expect(trained.stderr).toContain("'door' has 2 values");
    expect(trained.code).toBe(0);
    const inspected = await sluice(['inspect', model]);
    expect(inspected.stdout).toMatch(
      /energy_kwh \(counter\), door \(state, closed, open\), pressure \(bar, any to 10\)/,
    );
    const { lines, code } = await sluice(['run', csv, '--model', model, '--json']);
    expect(code).toBe(0);
    expect(lines.find(({ kind, row }) => kind === 'anomaly' && row === 2900)).toMatchObject({ reason: 'limit' });
  });
});
