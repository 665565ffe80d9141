// Tables of the kinds that went wrong, where the folder of cases lies beside the repository: each gives what its README
// says.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type JsonObject, sluice } from '../support/command.js';

const FOLDER = fileURLToPath(new URL('../../../shared/cases/series/', import.meta.url));

/** What is taken as what; the channel with the spike first. */
const READ: readonly (readonly [file: string, time: readonly string[], channels: readonly string[]])[] = [
  ['delimiters/semicolon-decimal-comma.csv', ['time'], ['temperature', 'pressure']],
  ['delimiters/tab.csv', ['time'], ['temperature', 'pressure']],
  ['delimiters/excel-sep-line.csv', ['time'], ['temperature', 'pressure']],
  ['date-and-time-columns/iso.csv', ['Date', 'UTC Time'], ['Current L1', 'Current L2']],
  ['influx/plain.csv', ['_time'], ['temperatureC']],
  ['influx/annotated.csv', ['_time'], ['temperatureC']],
  ['home-assistant/two-entities.csv', ['last_changed'], ['sensor.boiler_temperature', 'sensor.boiler_pressure']],
  ['time-formats/german.csv', ['time'], ['temperature']],
  ['time-formats/thingspeak-UTC.csv', ['created_at'], ['temperature']],
  ['time-formats/us-ampm.csv', ['time'], ['temperature']],
  ['time-formats/excel-serial.csv', ['Date'], ['temperature']],
  ['time-formats/install-date-first.csv', ['timestamp'], ['temperature']],
  ['time-formats/runtime-column-first.csv', ['unix_ts'], ['temperature', 'run_time_h']],
  ['time-formats/postgres-plus01.csv', ['time'], ['temperature']],
  ['duplicate-names/in.csv', ['time'], ['temp', 'temp (2)']],
  ['order/newest-first.csv', ['time'], ['temperature', 'pressure']],
  ['preambles/short-header.csv', ['date'], ['Temperature', 'Pressure']],
  ['preambles/toa5.csv', ['TIMESTAMP'], ['AirT_C', 'BP_bar']],
  ['preambles/units-row.csv', ['time'], ['temperature', 'pressure']],
  ['values/units-in-one-column.csv', ['time'], ['temperature', 'pressure']],
  ['values/thousands.csv', ['time'], ['power']],
  ['values/grafana-apostrophe.csv', ['time'], ['temperature', 'pressure']],
];

describe.skipIf(!existsSync(FOLDER))(
  'the cases beside the repository (skipped where ../shared/cases is not there)',
  () => {
    let lines: readonly JsonObject[] = [];
    beforeAll(async () => {
      const run = await sluice(['run', ...READ.map(([file]) => FOLDER + file), '--json']);
      expect(run.code).toBe(0);
      ({ lines } = run);
    }, 120_000);

    it.each(READ)(
      '%s: the spike is an alarm, the span is 8.3 days, and the report says what was taken as what',
      (file, time, [spike, ...others]) => {
        const mine = lines.filter(({ input }) => input === FOLDER + file);
        const format = mine.find(({ kind }) => kind === 'format') as JsonObject;
        const facts = format.facts as {
          rows: number;
          spanMs: number;
          time: { columns: string[] };
          channels: { name: string }[];
        };
        expect([facts.rows, facts.time.columns]).toEqual([1200, time]);
        expect(facts.spanMs / 86_400_000).toBeCloseTo(8.326, 2);
        expect(facts.channels.map(({ name }) => name).sort()).toEqual([spike, ...others].sort());
        const alarm = mine.find(({ kind, row }) => kind === 'anomaly' && row === 900);
        const contributions = alarm?.contributions as Record<string, number>;
        expect(contributions[spike as string]).toBeGreaterThan(0.5);
      },
    );

    it('refuses the one without a header with the reason, and the option that it names reads it', async () => {
      const file = `${FOLDER}preambles/headerless.csv`;
      const { code, stderr } = await sluice(['run', file]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/it has no header: its first line is a row already .*--no-header/);
      const mended = await sluice(['run', file, '--no-header', '--json']);
      expect(mended.code).toBe(0);
      expect(mended.lines.some(({ kind, row }) => kind === 'anomaly' && row === 900)).toBe(true);
    });
  },
);
