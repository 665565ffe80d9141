// What kind the channels of a table are: as a person says it, or guessed from the first rows, and told.
import { describe, expect, it } from 'vitest';
import { memoryTable, openTable, seriesModel, type TableOptions } from '#src/node/index.js';
import { random } from '../support/random.js';

const next = random(2);

function csv(header: string, row: (i: number) => string, count = 300): Uint8Array {
  const lines = Array.from({ length: count }, (_, i) => {
    return `${new Date(Date.UTC(2024, 0, 1) + i * 60_000).toISOString()},${row(i)}`;
  });
  return new TextEncoder().encode(`time,${header}\n${lines.join('\n')}\n`);
}

async function opened(bytes: Uint8Array, options: TableOptions = {}) {
  const table = await openTable(memoryTable(bytes, 'test.csv'), options);
  const rows: number[][] = [];
  for await (const { values } of table.rows()) rows.push([...values]);
  const { assumed, warnings } = table.format;
  return {
    table,
    rows,
    assumed: assumed.join('; '),
    warnings: warnings.join('; '),
    kinds: table.channels.map(({ kind }) => kind),
  };
}

describe('a guess', () => {
  it('tells counters, states, ids and labels', async () => {
    const mode = (i: number) => ['idle', 'heat', 'idle', 'cool'][Math.floor(i / 25) % 4];
    const read = await opened(
      csv('energy_kwh,door,mode,serial_no,anomaly,flow', (i) => {
        return `${1000 + i * 0.25},${i % 30 < 3 ? 1 : 0},${mode(i)},4711,${i === 200 ? 1 : 0},${5 + next()}`;
      }),
    );
    expect(read.table.channels.map(({ name, kind }) => [name, kind])).toEqual([
      ['energy_kwh', 'counter'],
      ['door', 'state'],
      ['mode', 'state'],
      ['flow', 'gauge'],
    ]);
    expect(read.assumed).toContain("'energy_kwh' only grows: it is watched as a counter, by its rate an hour");
    expect(read.assumed).toContain("'door' has 2 values: it is watched as states");
    expect(read.assumed).toContain("'mode' has 3 values (cool, heat, idle): it is watched as states");
    expect(read.warnings).toContain("'serial_no' has numbers that identify, by its name");
    expect(read.warnings).toContain("'anomaly' has labels, by its name");
    expect(read.table.channels[2]).toMatchObject({ states: ['cool', 'heat', 'idle'] });
    expect(read.rows[25]?.[2]).toBe(1);
    expect(() => seriesModel({ channels: read.table.channels })).not.toThrow();
  });

  it('knows a counter that restarts, and one without such a name by long growth', async () => {
    const read = await opened(csv('bytes_recv,turned', (i) => `${(i % 150) * 900 + i},${1e6 + 3 * i}`));
    expect(read.kinds).toEqual(['counter', 'counter']);
    expect(read.assumed).toContain("'bytes_recv' only grows and begins again");
  });

  it('takes what rises for a while, falls a little, or counts to 2 for a gauge', async () => {
    const read = await opened(
      csv(
        'warming,total_price,level,stage',
        (i) => `${20 + i / 10},${100 + i - 3 * (i % 2)},${i % 2 ? 20 : 21},${i % 3}`,
        150,
      ),
    );
    expect(read.kinds).toEqual(['gauge', 'gauge', 'gauge', 'gauge']);
  });

  it('leaves text out that is a note or a place', async () => {
    const read = await opened(csv('site,note,flow', (i) => `hall 3,seen by ${i},${next()}`));
    expect(read.table.channels.map(({ name }) => name)).toEqual(['flow']);
  });
});

describe('a description', () => {
  const energy = csv('energy,door,mode', (i) => `${1000 + i},${i % 20 < 2 ? 'open' : 'closed'},${i % 7}`);

  it('is taken for what it says, and nothing is guessed of it', async () => {
    const read = await opened(energy, {
      channels: [
        { name: 'energy', kind: 'gauge', unit: 'kWh', max: 5000 },
        { name: 'mode', kind: 'state' },
      ],
    });
    expect(read.table.channels).toEqual([
      { name: 'energy', kind: 'gauge', unit: 'kWh', max: 5000 },
      { name: 'door', kind: 'state', unit: null, states: ['closed', 'open'] },
      { name: 'mode', kind: 'state', unit: null },
    ]);
    expect(read.assumed).not.toContain("'energy'");
  });

  it('of states gives their names the places that it says, and those that it does not name one of their own', async () => {
    const states = ['closed', 'ajar'];
    const read = await opened(energy, { channels: [{ name: 'door', kind: 'state', states }] });
    expect(read.rows.slice(0, 3).map(([door]) => door)).toEqual([2, 2, 0]);
  });

  it.each([
    [{ name: 'energy', kind: 'meter' }, /'kind' must be gauge, counter or state: received 'meter'/],
    [{ name: 'energy', min: 5, max: 5 }, /'min' must be below 'max': received 5 and 5/],
    [{ name: 'mode', kind: 'state', max: 3 }, /'max' is of a gauge or a counter: a state has 'states'/],
    [{ name: 'energy', colour: 'red' }, /has an unknown part 'colour'/],
    [{ name: 'energy', max: 'high' }, /'max' must be a number: received 'high'/],
    [{ name: 'gone', kind: 'gauge' }, /'gone' is described, and it has no such column: its columns are time, energy/],
    [{ name: 'time', kind: 'gauge' }, /'time' is described as a channel, and has the times/],
    [{ name: 'mode', kind: 'counter' }, /'mode' is described as a counter, and falls in 42 of its first 299 steps/],
    [{ name: 'energy', kind: 'state' }, /is described as a state, and has 300 different values in 300 rows/],
  ])('that does not fit is refused: %j', async (channel, sentence) => {
    await expect(opened(energy, { channels: [channel as never] })).rejects.toThrow(sentence);
  });

  it('of a counter that falls later on is told of', async () => {
    const later = csv('energy', (i) => `${i < 6000 ? 1000 + i : 9000 + 100 * (i % 2)}`, 9000);
    const read = await opened(later, { channels: [{ name: 'energy', kind: 'counter' }] });
    expect(read.warnings).toContain(
      "'energy' is watched as a counter, and fell 1499 times in 9000 rows: describe it as a gauge",
    );
  });

  it('reaches a series of a long table', async () => {
    const long = csv('sensor,value', (i) => (i % 2 ? `meter,${1000 + i}` : `door,${i % 30 < 4 ? 1 : 0}`));
    const read = await opened(long, { channels: [{ name: 'meter', kind: 'counter', unit: 'kWh' }] });
    expect(read.table.channels.find(({ name }) => name === 'meter')).toEqual({
      name: 'meter',
      kind: 'counter',
      unit: 'kWh',
    });
    await expect(opened(long, { channels: ['gauge'] })).rejects.toThrow(
      /'gauge' is described, and it has no such series/,
    );
  });
});
