// `sluice run x.csv` with a network that takes rows: an LSTM autoencoder over four channels, ten seconds from row to
// row.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';

const folder = temporaryFolder();
const foreign = (name: string) => fileURLToPath(new URL(`../../fixtures/foreign/${name}`, import.meta.url));
const { x, y } = JSON.parse(readFileSync(foreign('autoencoder.json'), 'utf8')) as { x: number[][]; y: number[][] };
const labels = ['pressure', 'flow', 'speed', 'heat'];
const model = `${folder.path}/rows.safetensors`;

/** A row every so many seconds. */
function csv(
  name: string,
  columns: readonly string[],
  rows: readonly (readonly (number | string)[])[],
  seconds = 10,
): string {
  const lines = rows.map((row, i) =>
    [new Date(Date.UTC(2024, 0, 1) + i * seconds * 1000).toISOString(), ...row].join(),
  );
  return folder.write(name, `${['time', ...columns].join()}\n${lines.join('\n')}\n`);
}

beforeAll(async () => {
  const told = folder.write(
    'told.json',
    JSON.stringify({ labels, frontEnd: { preset: 'raw', windowSamples: 4, hopSamples: 4, sampleRate: 0.4 } }),
  );
  const converted = await sluice(['convert', foreign('autoencoder.onnx'), model, '--description', told, '--raw']);
  expect(converted.stderr).toBe('');
  expect(converted.code).toBe(0);
});

describe('sluice run of a table with a network that takes rows', () => {
  it('gives what PyTorch gave for each row, at its time', async () => {
    const { lines, code } = await sluice([
      'run',
      csv('sensors.csv', labels, x),
      '--model',
      model,
      '--predictions',
      '--json',
    ]);
    expect(code).toBe(0);
    const predictions = lines.filter(({ kind }) => kind === 'prediction') as unknown as Line[];
    expect(predictions.map(({ endsAtMs }) => endsAtMs)).toEqual(x.map((_, i) => Date.UTC(2024, 0, 1) + i * 10_000));
    predictions.forEach(({ scores }, i) => {
      for (const [k, label] of labels.entries())
        expect(Math.abs((scores[label] as number) - (y[i]?.[k] as number))).toBeLessThan(1e-5);
    });
    expect(lines.at(-1)).toMatchObject({
      kind: 'summary',
      inputs: 1,
      frames: 10,
      dropped: 0,
      replaced: 0,
      audioMs: 90_000,
    });
    const format = lines.find(({ kind }) => kind === 'format') as unknown as { assumed: string[] };
    expect(format.assumed.join()).toContain(
      "the model's inputs are its columns in their order: pressure, flow, speed, heat",
    );
  });

  it('asks which columns are meant where there are others, and takes the answer in its order', async () => {
    const five = csv(
      'five.csv',
      [...labels, 'count'],
      x.map((row, i) => [...row, i * i]),
    );
    const asked = await sluice(['run', five, '--model', model]);
    expect(asked.code).toBe(1);
    expect(asked.stderr).toMatch(
      /the model takes rows of 4 values, and the table has 5 columns of numbers \(pressure, flow, speed, heat, count\): --columns names the 4/,
    );
    const told = await sluice(['run', five, '--model', model, '--columns', labels.join(), '--json']);
    const plain = await sluice(['run', csv('sensors.csv', labels, x), '--model', model, '--json']);
    expect(told.lines.at(-1)).toMatchObject({ digest: plain.lines.at(-1)?.digest });
  });

  it('says that values are missing, and that rows come more rarely than the model says', async () => {
    const holes = x.map((row, i) => (i === 3 ? ['', ...row.slice(1)] : row));
    const { stderr } = await sluice(['run', csv('holes.csv', labels, holes, 60), '--model', model]);
    expect(stderr).toMatch(/1 values are missing, and the network was given 0 for them/);
    expect(stderr).toMatch(/rows came every 60\.0 s, and the model says every 10\.0 s/);
  });

  it('refuses a network of sound, and sound for a network of rows', async () => {
    const keywords = fileURLToPath(new URL('../../../dist/models/keywords.safetensors', import.meta.url));
    const sound = await sluice(['run', csv('sensors.csv', labels, x), '--model', keywords]);
    expect(sound.code).toBe(1);
    expect(sound.stderr).toMatch(/Cannot run tables: the model '.*' is of sound: leave --model out/);
    const recording = fileURLToPath(new URL('../../../dist/assets/recording.wav', import.meta.url));
    const rows = await sluice(['run', recording, '--model', model]);
    expect(rows.code).toBe(1);
    expect(rows.stderr).toMatch(
      /'sampleRate' must be a whole number from 1000 to 768000 Hz, or the model's 0\.4: received/,
    );
  });
});

interface Line {
  readonly endsAtMs: number;
  readonly scores: Readonly<Record<string, number>>;
}
