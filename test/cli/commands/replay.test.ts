// `sluice run --record` and `sluice replay` as a person runs them.
import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { writeModel } from '#src/model/file/model-file.js';
import { type JsonObject, sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { loudnessModel } from '../../support/loudness-model.js';
import { tinyModelBytes } from '../../support/tiny-model.js';

const folder = temporaryFolder();
const recording = fileURLToPath(new URL('../../../src/assets/recording.wav', import.meta.url));
const summary = (ran: Awaited<ReturnType<typeof sluice>>) => ran.lines.at(-1) as JsonObject;

describe('sluice replay', () => {
  it('gives the digest and the detections of the run that was recorded', async () => {
    const file = join(folder.path, 'talk.sluice');
    const ran = await sluice(['run', recording, '--record', file, '--json']);
    expect(ran.code).toBe(0);
    const replayed = await sluice(['replay', file, '--json']);
    expect(replayed.code).toBe(0);
    expect(summary(replayed).digest).toBe(summary(ran).digest);
    const detections = (lines: typeof ran.lines) =>
      lines.filter(({ kind }) => kind === 'detection').map(({ input: _, ...rest }) => rest);
    expect(detections(replayed.lines)).toEqual(detections(ran.lines));
    expect(detections(ran.lines).length).toBeGreaterThan(4);
  });

  it('wants the model and the gate that were recorded, and says which', async () => {
    const [model, other, gate] = [
      folder.write('model.safetensors', tinyModelBytes()),
      folder.write('other.safetensors', tinyModelBytes({ seed: 9 })),
      folder.write('gate.safetensors', writeModel(loudnessModel())),
    ];
    const file = join(folder.path, 'gated.sluice');
    const gated = ['--gate', gate, '--gate-label', 'loud'];
    const ran = await sluice([
      'run',
      recording,
      '--model',
      model,
      ...gated,
      '--record',
      file,
      '--json',
      '--on-gap',
      'zeros',
    ]);
    const whole = await sluice(['replay', file, '--model', model, ...gated, '--json']);
    expect(summary(whole).digest).toBe(summary(ran).digest);
    const withoutModel = await sluice(['replay', file, ...gated]);
    expect(withoutModel).toMatchObject({ code: 2, stderr: expect.stringContaining("the model 'tiny'") });
    const withoutGate = await sluice(['replay', file, '--model', model]);
    expect(withoutGate).toMatchObject({ code: 2, stderr: expect.stringContaining("a gate, 'loudness'") });
    const another = await sluice(['replay', file, '--model', other, ...gated, '--json']);
    expect(another).toMatchObject({ code: 0, stderr: expect.stringContaining('begins from rest') });
    expect(summary(another).digest).not.toBe(summary(ran).digest);
  });

  it('plays what is left of a file that is cut short, with a warning, and refuses what is none', async () => {
    const file = join(folder.path, 'short.sluice');
    await sluice(['run', recording, '--record', file]);
    truncateSync(file, readFileSync(file).length - 100_000);
    const short = await sluice(['replay', file, '--json']);
    expect(short).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/warning: The recording of .* is not whole/),
    });
    const none = await sluice(['replay', recording]);
    expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('it is no recording') });
  });

  it('is of one input', async () => {
    const two = await sluice(['run', recording, recording, '--record', join(folder.path, 'two.sluice')]);
    expect(two).toMatchObject({ code: 2, stderr: expect.stringContaining('one input') });
  });
});
