// Counts that a stranger chooses: labels, tensors, modules, columns, inputs. Each is read in time that grows with the
// count alone, or refused. The counts here are so large that time by their square would not end within a test's time.
import { describe, expect, it } from 'vitest';
import { readNetwork } from '#src/convert/network.js';
import { parseDescription } from '#src/model/file/parse.js';
import { writeSafetensors } from '#src/model/file/safetensors.js';
import { writeOnnx } from '#src/model/onnx/write.js';
import { repeated } from '#src/model/repeated.js';
import { isHeaderAgain } from '#src/series/table/header-again.js';
import { readTable } from '../../support/tables.js';

const MANY = 20_000;

describe('very many', () => {
  it('labels are held against each other once', () => {
    const count = 300_000;
    const labels = names(count);
    const tensors = new Map([
      ['d.weight', { shape: [count, 1], values: new Float32Array(count) }],
      ['d.bias', { shape: [count], values: new Float32Array(count) }],
    ]);
    const text = (all: readonly string[]) =>
      JSON.stringify({
        format: 1,
        name: 'x',
        frontEnd: { kind: 'raw', sampleRate: 16_000, windowSamples: 1, hopSamples: 1, scale: 1 },
        layers: [{ kind: 'dense', name: 'd', inputSize: 1, outputSize: count, activation: 'softmax' }],
        labels: all,
        detector: { smoothingMs: 1, enter: {}, exit: {}, minDurationMs: 1, refractoryMs: 1 },
        provenance: {},
      });
    expect(parseDescription(text(labels), tensors, null).labels).toHaveLength(count);
    expect(() => parseDescription(text([...labels.slice(1), 'n5']), tensors, null)).toThrow("'n5' is there twice");
  });

  it.each([
    ['dense layers', (name: string) => [tensor(`${name}.weight`, 1, 1)]],
    [
      'recurrent layers',
      (name: string) => [tensor(`${name}.weight_ih_l0`, 3, 1), tensor(`${name}.weight_hh_l0`, 3, 1)],
    ],
    ['norms', (name: string) => ['weight', 'running_mean', 'running_var'].map((part) => tensor(`${name}.${part}`, 1))],
    ['averaged copies', (name: string) => [tensor(`ema_${name}.weight`, 1, 1), tensor(`${name}.weight`, 1, 1)]],
  ])('%s of a state dict', async (_, tensorsOf) => {
    const tensors = new Map(names(MANY / 2).flatMap(tensorsOf));
    const bytes = writeSafetensors(
      tensors,
      () => 'F32',
      () => ({}),
    );
    const { layers } = await readNetwork(bytes, {} as never, {} as never);
    expect(layers.length).toBeGreaterThanOrEqual(MANY / 2);
  });

  it('names around a module are taken off', async () => {
    const around = 'a.'.repeat(100_000);
    const tensors = new Map([tensor(`${around}x.weight`, 1, 1), tensor(`${around}y.weight`, 1, 1)]);
    const bytes = writeSafetensors(
      tensors,
      () => 'F32',
      () => ({}),
    );
    const { layers } = await readNetwork(bytes, {} as never, {} as never);
    expect(layers.map(({ name }) => name)).toEqual(['x', 'x.relu', 'y']);
  });

  it('inputs or outputs of an ONNX model are refused, with how many there may be', async () => {
    for (const [inputs, outputs] of [
      [MANY, 1],
      [1, MANY],
    ] as const) {
      const value = (name: string) => ({ name, type: 'float', shape: [1, 4] });
      const graph = {
        name: 'g',
        nodes: [],
        initializers: new Map(),
        inputs: names(inputs).map(value),
        outputs: names(outputs).map((name) => value(`${name}_out`)),
      };
      const bytes = writeOnnx({ opset: 13, producer: 'x', domains: new Map(), graph });
      await expect(readNetwork(bytes, {} as never, {} as never)).rejects.toThrow(/at most 256 inputs .*received 20000/);
    }
  });

  it('columns of one name get numbers', async () => {
    const { names: read } = await readTable(csv(new Array(MANY).fill('a')));
    expect([read[0], read[1], read.at(-1)]).toEqual(['a', 'a (2)', `a (${MANY})`]);
  });

  it('columns that are named again in another order are found again', async () => {
    const columns = new Array(MANY).fill('a');
    const [header = '', ...rows] = csv(columns).split('\n');
    const { times, rows: read } = await readTable(
      [header, ...rows, `a,${header.replace(/,a$/, '')}`, ...late(MANY)].join('\n'),
    );
    expect(times.length).toBeGreaterThanOrEqual(rows.length);
    expect(read[0]).toHaveLength(MANY);
    expect(isHeaderAgain(names(MANY), names(MANY), false)).toBe(true);
  });
});

describe('repeated()', () => {
  it('is the first name that is there twice', () => {
    expect(repeated([])).toBe(undefined);
    expect(repeated(['a', 'b', 'c'])).toBe(undefined);
    expect(repeated(['a', 'b', 'c', 'b', 'a'])).toBe('b');
  });
});

function names(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `n${i}`);
}

function tensor(name: string, ...shape: readonly number[]) {
  const values = new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(0.5);
  return [name, { shape, values }] as const;
}

/** Twenty rows of numbers that are no counter. */
function csv(columns: readonly string[]): string {
  return [['time', ...columns].join(), ...rowsFrom(0, columns.length)].join('\n');
}

function late(columns: number): string[] {
  return rowsFrom(20, columns);
}

function rowsFrom(first: number, columns: number): string[] {
  return Array.from({ length: 20 }, (_, r) => {
    const at = new Date(Date.UTC(2024, 0, 1) + (first + r) * 60_000).toISOString();
    return `${at},${new Array(columns).fill((Math.sin(first + r) * 10).toFixed(2)).join()}`;
  });
}
