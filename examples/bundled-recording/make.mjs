// Makes src/assets/recording.wav, the recording that the page and `sluice studio` play, and recording.json, the true
// times of the phrases in it: [{ label, startsAtMs, endsAtMs }]. Everything said is spoken by espeak-ng.
//
//   node examples/bundled-recording/make.mjs [OUT_FOLDER]
//
// The times are known because each phrase is an utterance of its own, cut to its audible part and laid at a chosen
// sample. A little seeded noise lies under all of it: a room is never digital silence.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sampleRate, seeded, speak, wav } from '../synthetic-voices/speak.mjs';

const voices = {
  anna: { voice: 'en-us+f3', speed: 145, pitch: 48 },
  ben: { voice: 'en-gb+m3', speed: 140, pitch: 42 },
  cara: { voice: 'en-gb-x-rp+f2', speed: 150, pitch: 55 },
  dan: { voice: 'en-us+m7', speed: 150, pitch: 50 },
  ewan: { voice: 'en-gb-scotland+m1', speed: 145, pitch: 46 },
};

// A line is one person's turn; a { label } in it is a phrase and stands alone between short pauses.
const script = [
  { who: 'anna', say: [{ label: 'computer', text: 'Computer.' }] },
  { who: 'anna', say: ['What is the weather like this morning?'] },
  { who: 'ben', say: ['It is warm, and a little windy.'] },
  { who: 'cara', say: ['You may turn it', { label: 'off', text: 'off.' }] },
  { who: 'dan', say: [{ label: 'alexa', text: 'Alexa!' }, 'play some quiet music.'] },
  { who: 'ewan', say: ['Turn', { label: 'left', text: 'left.' }, 'by the old bridge.'] },
  { who: 'ben', say: [{ label: 'jarvis', text: 'Jarvis.' }, 'please', { label: 'stop', text: 'stop.' }] },
  { who: 'anna', say: ['She found a better recipe for the cake.'] },
  { who: 'cara', say: [{ label: 'smart-mirror', text: 'Smart mirror.' }] },
  { who: 'dan', say: ['The lamp is', { label: 'on', text: 'on.' }] },
  {
    who: 'ewan',
    say: [
      { label: 'snowboy', text: 'Snowboy.' },
      { label: 'go', text: 'Go!' },
    ],
  },
  { who: 'anna', say: [{ label: 'down', text: 'Down.' }] },
];

const betweenLinesMs = 650;
const betweenPartsMs = 260;
const speechRms = 0.07; // about -23 dBFS
const noiseRms = 0.0008; // about -62 dBFS

const out = process.argv[2] ?? fileURLToPath(new URL('../../src/assets', import.meta.url));
const { samples, times } = overNoise(await performance(script), seeded(2));
await mkdir(out, { recursive: true });
await writeFile(join(out, 'recording.wav'), wav(samples));
await writeFile(join(out, 'recording.json'), `${JSON.stringify(times, null, 2)}\n`);
console.error(`${(samples.length / sampleRate).toFixed(1)} s, ${times.length} phrases in ${out}`);

/** Utterances, each at its sample, and the length of it all. */
async function performance(lines) {
  const placed = [];
  let at = samplesIn(betweenLinesMs);
  for (const { who, say } of lines) {
    for (const part of say) {
      const text = typeof part === 'string' ? part : part.text;
      const spoken = levelled(audible(await speak(text, voices[who])));
      placed.push({ at, spoken, label: typeof part === 'string' ? undefined : part.label });
      at += spoken.length + samplesIn(part === say.at(-1) ? betweenLinesMs : betweenPartsMs);
    }
  }
  return { placed, length: at + samplesIn(betweenLinesMs) };
}

function overNoise({ placed, length }, random) {
  const samples = roomNoise(length, random);
  for (const { at, spoken } of placed) {
    for (let i = 0; i < spoken.length; i++) samples[at + i] += spoken[i];
  }
  const times = placed
    .filter(({ label }) => label !== undefined)
    .map(({ at, spoken, label }) => ({ label, startsAtMs: inMs(at), endsAtMs: inMs(at + spoken.length) }));
  return { samples, times };
}

// The part between the first and the last 5 ms whose energy is within 38 dB of the loudest.
function audible(samples) {
  const block = samplesIn(5);
  const energies = Array.from({ length: Math.ceil(samples.length / block) }, (_, n) =>
    samples.subarray(n * block, (n + 1) * block).reduce((sum, x) => sum + x * x, 0),
  );
  const least = Math.max(...energies) * 10 ** -3.8;
  const first = energies.findIndex((energy) => energy >= least);
  const last = energies.findLastIndex((energy) => energy >= least);
  return samples.slice(first * block, Math.min(samples.length, (last + 1) * block));
}

function levelled(samples) {
  const rms = Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
  const peak = samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const gain = Math.min(speechRms / rms, 0.9 / peak);
  return samples.map((x) => x * gain);
}

// White noise through one pole: darker, as rooms are.
function roomNoise(length, random) {
  const pole = 0.85;
  const gain = noiseRms * Math.sqrt(3 * (1 - pole * pole));
  const samples = new Float32Array(length);
  let state = 0;
  for (let i = 0; i < length; i++) {
    state = pole * state + (random() * 2 - 1) * gain;
    samples[i] = state;
  }
  return samples;
}

function samplesIn(ms) {
  return Math.round((ms * sampleRate) / 1000);
}

function inMs(samples) {
  return Math.round((samples * 1000) / sampleRate);
}
