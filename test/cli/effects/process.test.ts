// `sluice process`, `convert` and `inspect` with effects, as a person runs them.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { OfflineEffect } from '#src/effects/offline.js';
import { writeEffectFile } from '#src/model/file/effect-file.js';
import { encodeSamples } from '#src/node/effects/samples.js';
import { WavWriter } from '#src/node/effects/wav-writer.js';
import { readAudio } from '#src/node/index.js';
import { sluice } from '../../support/command.js';
import { effectPath, pairOf } from '../../support/effect-fixtures.js';
import { temporaryFolder } from '../../support/folder.js';
import { difference, effectsKernel, madeEffect, noise } from '../../support/made-effect.js';

const folder = temporaryFolder();
const at = (name: string) => `${folder.path}/${name}`;
const fixture = (name: string) => fileURLToPath(effectPath(name));
const MAIN = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

/** Raw bytes out, which the helper would take for text. */
function piped(
  args: readonly string[],
  stdin: Uint8Array,
): Promise<{ stdout: Buffer; stderr: string; code: number | null }> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: 'pipe' });
  const out: Buffer[] = [];
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += String(chunk);
  });
  child.stdin.end(stdin);
  return new Promise((resolve) => child.on('close', (code) => resolve({ stdout: Buffer.concat(out), stderr, code })));
}

async function wav(name: string, channels: readonly Float32Array[], sampleRate = 48_000): Promise<string> {
  const writer = await WavWriter.create(at(name), 'f32le', sampleRate, channels.length);
  await writer.write(channels);
  await writer.end();
  return at(name);
}

function floatsOf(bytes: Buffer): Float32Array {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

describe('sluice process', () => {
  it('renders a file as PyTorch does, and says how', async () => {
    const { inputs, outputs } = pairOf('nam-lstm.nam');
    const from = await wav('in.wav', [inputs]);
    const ran = await sluice(['process', from, '--model', fixture('nam-lstm.nam'), '--out', at('out.wav'), '--json']);
    expect(ran.code).toBe(0);
    const { samples } = await readAudio(at('out.wav'));
    expect(difference(samples, outputs)).toBeLessThan(1e-6);
    expect(ran.lines).toEqual([
      expect.objectContaining({
        kind: 'processed',
        samples: 300,
        channels: 1,
        sampleRateHz: 48_000,
        latencySamples: 0,
        faults: 0,
        digest: createHash('sha256').update(new Uint8Array(samples.buffer)).digest('hex'),
      }),
    ]);
  });

  it('renders raw samples from standard input to standard output', async () => {
    const { inputs, outputs } = pairOf('proteus-lstm.json');
    const args = [
      'process',
      '-',
      '--model',
      fixture('proteus-lstm.json'),
      '--out',
      '-',
      '--format',
      'f32le',
      '--rate',
      '44100',
    ];
    const { stdout, stderr, code } = await piped(args, new Uint8Array(inputs.buffer));
    expect(code).toBe(0);
    expect(difference(floatsOf(stdout), outputs)).toBeLessThan(1e-6);
    expect(stderr).toMatch(/does not say its rate; most models of Proteus are of 44100 Hz/);
  });

  it('turns knobs, renders each channel by itself, and writes 16 and 24 bits', async () => {
    const model = madeEffect({ kind: 'gru', hidden: 10, knobs: 1, changes: { residual: true } });
    folder.write('amp.safetensors', writeEffectFile(model));
    const channels = [noise(5000, 3), noise(5000, 4)];
    const from = await wav('stereo.wav', channels);
    const expected = new OfflineEffect(effectsKernel, model, {
      sampleRate: 48_000,
      channels: 2,
      oversample: 2,
      knobs: { knob0: 0.9 },
    }).process(channels);
    const args = [
      'process',
      from,
      '--model',
      at('amp.safetensors'),
      '--knob',
      'knob0=0.9',
      '--oversample',
      '2',
      '--out',
    ];
    const ran = await sluice([...args, at('stereo-out.wav'), '--json']);
    const digest = createHash('sha256').update(encodeSamples(expected, 'f32le')).digest('hex');
    expect(ran.lines[0]).toMatchObject({ channels: 2, latencySamples: 39, digest });
    for (const [bits, step] of [
      [16, 2 ** -15],
      [24, 2 ** -23],
    ] as const) {
      await sluice([...args, at(`${bits}.wav`), '--bits', String(bits)]);
      const left = await readAudio(at(`${bits}.wav`), { channel: 1 });
      const within = (expected[0] as Float32Array).map((v) => Math.max(-1, Math.min(1, v)));
      expect(difference(left.samples, within)).toBeLessThanOrEqual(step);
    }
  });

  it('corrects a model of another rate and says so, or refuses', async () => {
    const { inputs } = pairOf('nam-lstm.nam');
    const from = await wav('other.wav', [inputs], 44_100);
    const args = ['process', from, '--model', fixture('nam-lstm.nam'), '--out', at('other-out.wav')];
    const corrected = await sluice(args);
    expect(corrected.code).toBe(0);
    expect(corrected.stderr).toMatch(/the model is of 48000 Hz, the sound has 44100 Hz: it is oversampled 2 times/);
    const refused = await sluice([...args.slice(0, -1), at('never.wav'), '--other-rate', 'refuse']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^sluice: .*resample the sound, or let the rate be corrected/m);
    expect(existsSync(at('never.wav'))).toBe(false);
  });

  it('says what is wrong with what it is given, in one sentence', async () => {
    const from = await wav('short.wav', [noise(10)]);
    const wavenet = JSON.parse(readFileSync(fixture('nam-lstm.nam'), 'utf8'));
    const path = folder.write('wavenet.nam', JSON.stringify({ ...wavenet, architecture: 'WaveNet' }));
    const model = fixture('proteus-lstm.json');
    for (const [args, code, message] of [
      [[from, '--model', path, '--out', at('x.wav')], 1, /of the architecture WaveNet/],
      [
        [from, '--model', model, '--out', at('x.wav'), '--knob', 'gain=1'],
        1,
        /the effect has no knobs: received 'gain'/,
      ],
      [
        [from, '--model', model, '--out', at('x.wav'), '--knob', 'gain'],
        2,
        /Expected a name and a number, such as gain=0.5/,
      ],
      [[from, '--model', model, '--out', '-', '--json'], 2, /'--json' and '--out -' do not go together/],
      [[at('missing.wav'), '--model', model, '--out', at('x.wav')], 1, /there is no such file/],
      [[from, '--model', at('missing.nam'), '--out', at('x.wav')], 1, /there is no such file/],
    ] as const) {
      const ran = await sluice(['process', ...args]);
      expect(ran.stderr).toMatch(message);
      expect(ran.code).toBe(code);
    }
    expect(existsSync(at('x.wav'))).toBe(false);
  });

  it('needs little memory for a long sound', async () => {
    const seconds = 120;
    const block = encodeSamples([noise(48_000)], 's16le');
    const args = [
      'process',
      '-',
      '--model',
      fixture('nam-lstm.nam'),
      '--out',
      '-',
      '--format',
      's16le',
      '--rate',
      '48000',
    ];
    const child = spawn(process.execPath, ['--max-old-space-size=64', MAIN, ...args], { stdio: 'pipe' });
    let bytes = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    for (let i = 0; i < seconds; i++)
      if (!child.stdin.write(block)) await new Promise((resolve) => child.stdin.once('drain', resolve));
    child.stdin.end();
    expect(await ended).toBe(0);
    expect(bytes).toBe(2 * 48_000 * seconds);
  }, 60_000);
});

describe('sluice convert and inspect', () => {
  it('make a model file of an effect, show it, and write it for RTNeural', async () => {
    const made = await sluice([
      'convert',
      fixture('proteus-gru.json'),
      at('made.safetensors'),
      '--knobs',
      'drive,tone',
      '--model-rate',
      '44100',
    ]);
    expect(made.code).toBe(0);
    expect(made.stdout).toMatch(/proteus-gru: effect, gru 2 x 8, dense 1, added to the sound/);
    const shown = await sluice(['inspect', at('made.safetensors'), '--json']);
    expect(shown.lines[0]).toMatchObject({
      kind: 'effect',
      sampleRateHz: 44_100,
      residual: true,
      network: ['gru 2 x 8', 'dense 1'],
      knobs: [{ name: 'drive' }, { name: 'tone' }],
      from: 'GuitarML model (Proteus), GRU of 8',
    });
    const written = await sluice(['convert', at('made.safetensors'), at('back.json')]);
    expect(written.code).toBe(0);
    expect(JSON.parse(readFileSync(at('back.json'), 'utf8'))).toMatchObject({ in_skip: 1, samplerate: 44_100 });
    expect((await sluice(['inspect', fixture('aida-x-lstm.json')])).stdout).toMatch(/driven: effect, lstm 6, dense 1/);
  });

  it('make an effect of a PyTorch state dict that is described, by options or by a JSON beside it', async () => {
    const { inputs, outputs } = pairOf('state-dict.pt');
    const from = await wav('state.wav', [inputs]);
    copyFileSync(fixture('state-dict.pt'), at('amp.pt'));
    const open = await sluice(['convert', at('amp.pt'), at('pt.safetensors'), '--effect']);
    expect(open.stderr).toMatch(/this is assumed: .*--layers rec,lin/);
    folder.write(
      'amp.json',
      JSON.stringify({ layers: ['rec', 'tanh', 'lin'], effect: { sampleRate: 48_000, residual: true } }),
    );
    expect((await sluice(['convert', at('amp.pt'), at('described.safetensors')])).code).toBe(0);
    const told = await sluice([
      'convert',
      at('amp.pt'),
      at('told.safetensors'),
      '--effect',
      '--layers',
      'rec,lin',
      '--assume',
      '--description',
      folder.write('none.json', '{}'),
    ]);
    expect(told.stderr).toMatch(/does not say at which rate it was trained/);
    await sluice(['process', from, '--model', at('told.safetensors'), '--out', at('state-out.wav')]);
    expect(difference((await readAudio(at('state-out.wav'))).samples, outputs)).toBeLessThan(1e-6);
  });

  it('are told by other commands that a model is an effect', async () => {
    folder.write('effect.safetensors', writeEffectFile(madeEffect()));
    const ran = await sluice(['run', '--model', at('effect.safetensors')]);
    expect(ran.stderr).toMatch(/it is an effect, sound in and sound out: 'sluice process' runs it/);
  });
});
