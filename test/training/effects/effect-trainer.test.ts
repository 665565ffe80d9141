// Training of effects: the loss and its gradient, the alignment, and a soft clipper with memory that is learnt.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wavBytes } from '#src/harness/wav-bytes.js';
import { readEffectFile } from '#src/model/file/effect-file.js';
import { aligned, findLag } from '#src/training/effects/align.js';
import { effectLoss, errorToSignal } from '#src/training/effects/effect-loss.js';
import { trainEffect } from '#src/training/effects/effect-trainer.js';
import { sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { noise } from '../../support/made-effect.js';
import { random } from '../../support/random.js';

const RATE = 44_100;
const folder = temporaryFolder();

/** Decaying tones with overtones, of changing pitch and level: what a guitar might give. */
function plucked(seconds: number, seed = 7): Float32Array {
  const next = random(seed);
  let [level, hz, phase] = [0, 100, 0];
  return Float32Array.from({ length: seconds * RATE }, (_, i) => {
    if (i % 4410 === 0) [level, hz] = [0.2 + 0.8 * next(), 80 * 2 ** (4 * next())];
    level *= 0.9999;
    phase += hz / RATE;
    return level * (0.6 * Math.sin(2 * Math.PI * phase) + 0.3 * (2 * (phase % 1) - 1) + 0.1 * (next() - 0.5));
  });
}

/** A low-pass, then a clipper whose drive sags with the level: memory of two lengths. */
function clipped(input: Float32Array): Float32Array {
  let [low, sag] = [0, 0];
  return input.map((x) => {
    low += 0.35 * (x - low);
    sag += 0.002 * (Math.abs(low) - sag);
    return 0.7 * (Math.tanh(4 * low * (1 - 0.5 * sag) + 0.2) - Math.tanh(0.2));
  });
}

function wav(name: string, samples: Float32Array, sampleRate = RATE): string {
  return folder.write(name, wavBytes(samples, sampleRate));
}

describe('effectLoss()', () => {
  const shape = { stride: 4, sequences: 2, steps: 7 };
  const target = (t: number, s: number) => Math.sin(3 * t + s) + 0.2;
  const outputs = () => {
    const values = new Float32Array(shape.stride * shape.sequences * shape.steps);
    noise(14, 4).forEach((v, row) => {
      values[row * 4] = v;
    });
    return values;
  };

  it('is zero where the outputs are the target', () => {
    const values = new Float32Array(56);
    for (let t = 0; t < 7; t++) for (let s = 0; s < 2; s++) values[(t * 2 + s) * 4] = target(t, s);
    expect(effectLoss({ ...shape, values }, target, target)).toBeLessThan(1e-12);
  });

  it('has the gradient of finite differences', () => {
    const gradient = outputs();
    effectLoss({ ...shape, values: gradient }, target, target);
    for (let row = 0; row < 14; row++) {
      const [up, down] = [outputs(), outputs()];
      up[row * 4] = (up[row * 4] as number) + 1e-3;
      down[row * 4] = (down[row * 4] as number) - 1e-3;
      const [above, below] = [up, down].map((values) => effectLoss({ ...shape, values }, target, target)) as [
        number,
        number,
      ];
      expect(gradient[row * 4]).toBeCloseTo((above - below) / 2e-3, 3);
    }
  });
});

describe('findLag()', () => {
  it.each([-300, -7, 0, 12, 900])(
    'finds a target that is %i samples later, also behind a device that inverts',
    (lag) => {
      const input = plucked(1);
      const wet = clipped(input);
      const target = wet.map((_, i) => -(wet[i - lag] ?? 0));
      const found = findLag(input, target, 1000);
      expect(Math.abs(found.lag - lag)).toBeLessThanOrEqual(2);
      expect(found.correlation).toBeLessThan(-0.8);
      const [x, y] = aligned(input, target, found);
      expect(x.length).toBe(y.length);
      expect(Math.abs(findLag(x, y, 50).lag)).toBeLessThanOrEqual(4);
    },
  );
});

describe('sluice train effect', () => {
  it('learns a soft clipper with memory to 2 % on a part that it never heard, though the target is late', async () => {
    const input = plucked(20);
    const late = new Float32Array(input.length + 200);
    late.set(clipped(input), 200);
    const args = [
      '--input',
      wav('dry.wav', input),
      '--target',
      wav('wet.wav', late),
      '--out',
      `${folder.path}/amp.safetensors`,
    ];
    const ran = await sluice([
      'train',
      'effect',
      ...args,
      '--cell',
      'gru',
      '--hidden',
      '12',
      '--updates',
      '300',
      '--json',
    ]);
    expect(ran.stderr).toMatch(/the target is 20\d samples later than the input/);
    expect(ran.code).toBe(0);
    const trained = ran.lines.at(-1) as unknown as { kind: string; esr: number; esrOfInput: number; testedS: number };
    expect(trained).toMatchObject({ kind: 'trained', cell: 'gru', hidden: 12 });
    expect(trained.esr).toBeLessThan(0.02);
    expect(trained.esrOfInput).toBeGreaterThan(0.2);
    expect(trained.testedS).toBeGreaterThan(1.5);
    const model = readEffectFile(new Uint8Array(readFileSync(`${folder.path}/amp.safetensors`)));
    expect(model).toMatchObject({ sampleRate: RATE, residual: true, name: 'wet' });
    expect(model.tensors.has('golden.inputs')).toBe(true);
  }, 240_000);

  it('refuses recordings that do not belong together, in one sentence', async () => {
    const dry = wav('a.wav', plucked(4));
    for (const [target, message] of [
      [wav('other.wav', noise(4 * RATE)), /the target is not the input behind a device: .* alike by -?0\.[01]/],
      [wav('rate.wav', plucked(4), 48_000), /the input has 44100 Hz and the target 48000 Hz/],
    ] as const) {
      const ran = await sluice([
        'train',
        'effect',
        '--input',
        dry,
        '--target',
        target,
        '--out',
        `${folder.path}/none.safetensors`,
      ]);
      expect(ran.stderr).toMatch(message);
      expect(ran.code).toBe(1);
    }
    const short = wav('short.wav', plucked(0.5));
    const ran = await sluice([
      'train',
      'effect',
      '--input',
      short,
      '--target',
      short,
      '--out',
      `${folder.path}/none.safetensors`,
    ]);
    expect(ran.stderr).toMatch(/the recordings must have at least 40960 samples: received 22050/);
  });

  it('says so where the weights run away, and writes nothing', async () => {
    const [dry, out] = [wav('dry-too.wav', plucked(2)), `${folder.path}/away.safetensors`];
    const rates = ['--learning-rate', '1e39', '--updates', '20'];
    const ran = await sluice(['train', 'effect', '--input', dry, '--target', dry, '--out', out, ...rates]);
    expect(ran.stderr).toMatch(/Cannot train: the weights ran away: lower the learning rate: received 1e\+39/);
    expect(ran.code).toBe(1);
    expect(existsSync(out)).toBe(false);
  });

  it('refuses a target that is silent, or too short, where the weights are chosen or measured', () => {
    const none = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    const first = (length: number, from: number, to: number) => {
      const target = noise(length).fill(0, from, to);
      return () => trainEffect({ training: none, effects: none }, [noise(length), target], RATE).next();
    };
    const silent = /^Cannot train: the target must sound for more than 0.1 s in each of the last two tenths/;
    expect(first(100_000, 80_000, 90_000)).toThrow(silent);
    expect(first(100_000, 90_000, 100_000)).toThrow(silent);
    expect(first(41_000, 0, 0)).toThrow(silent);
  });
});

describe('errorToSignal()', () => {
  it('is the power of the difference by that of what is wanted', () => {
    expect(errorToSignal(Float32Array.of(9, 1, 1), Float32Array.of(0, 2, 2), 1)).toBeCloseTo(2 / 8, 9);
  });
});
