// Makes the talk that a taught word is learnt against, src/assets/talk/talk.bank, from voices of espeak-ng and flite:
// sentences of made-up words among common small ones, so that hardly any word that a person teaches is in it. The same
// versions of the two programs make the same file. Needs both, sox, and a build: node src/assets/make-talk.js
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readAudio } from '../../dist/node/audio-file.js';
import { readTrainingKernel } from '../../dist/node/kernel-file.js';
import { LogMel } from '../../dist/pipeline/features/log-mel.js';
import { FRAMER_NUMBERS, Framer } from '../../dist/pipeline/frames/framer.js';
import { Kernel } from '../../dist/pipeline/kernel-access/kernel.js';
import { BANK_SPEC, writeTalkBank } from '../../dist/training/teaching/talk-bank.js';

const OUT = fileURLToPath(new URL('talk/talk.bank', import.meta.url));
const RECORDINGS = 110;
const SECONDS = 11;

const onsets =
  words(`b b bl br c c cl cr d d dr f f fl fr g gl gr h h j k l l l m m m n n n p p pl pr qu r r s s s sh sk
  sl sm sn sp st st str sw t t th tr v v w w y z ch`).concat('', '');
const nuclei = words('a a e e i i o o u ee ay oa oo ow oy ar er or ai igh ea');
const codas = words('b ck d d f ft g k l l ld lt m m mp n n n nd ng nk nt p r s s sh sk st t t th tch v x z').concat(
  '',
  '',
  '',
  '',
);
const common =
  words(`the of and to in a is that it was for on are as with his they at be this from have or by had not but
  what all were when we there can an your which said if will each about how up out them then she some so these her would
  him into has more did get come its who now people my made over could been call find`);
const accents =
  words(`en-us en-gb en-gb-scotland en-gb-x-rp en-029 en-gb-x-gbclan en-gb-x-gbcwmd en-us-nyc de es it nl pl
  fr-fr sv pt`);
const variants = words(`m1 m2 m3 m4 m5 m6 m7 m8 f1 f2 f3 f4 f5 klatt klatt2 klatt3 klatt4 Alex Alicia Andrea Andy Annie
  Denis Diogo Gene Henrique Hugo Jacky Lee Marco Michael Nguyen adam anika aunty belinda benjamin boris caleb david ed
  edward gustave iven john linda max michel miguel mike pablo paul pedro quincy rob robert sandro shelby steph steph2
  travis victor zac grandma grandpa`);
/** Voices of flite and their own pitch, Hz. */
const flite = { rms: 105, slt: 180, awb: 130, kal16: 110 };

const random = seeded(1);
const folder = mkdtempSync(join(tmpdir(), 'sluice-talk-'));
const kernel = Kernel.create(await readTrainingKernel());
const logMel = new LogMel(kernel, BANK_SPEC);
const recordings = [];
for (let n = 0; n < RECORDINGS; n++) recordings.push(envelopes(await spoken(n)));
rmSync(folder, { recursive: true });
const bytes = writeTalkBank(recordings);
writeFileSync(OUT, bytes);
const frames = recordings.reduce((sum, { length }) => sum + length, 0);
console.log(`${OUT}: ${bytes.length} bytes, ${recordings.length} recordings, ${Math.round(frames / 50)} s`);

/** @param {number} n */
async function spoken(n) {
  const text = Array.from({ length: 3 }, sentence).join(' ');
  const raw = join(folder, 'raw.wav');
  const file = join(folder, 'spoken.wav');
  if (n % 3 === 0) speakFlite(text, n / 3, raw);
  else speakEspeak(text, n, raw);
  execFileSync('sox', [raw, '-r', '16000', '-c', '1', '-b', '16', file, 'norm', '-3', 'trim', '0', String(SECONDS)], {
    stdio: 'ignore',
  });
  return (await readAudio(file)).samples;
}

/** @param {string} text @param {number} n @param {string} file */
function speakFlite(text, n, file) {
  const [voice, pitch] = Object.entries(flite)[n % 4] ?? ['slt', 180];
  const settings = [
    `duration_stretch=${(0.75 + 0.5 * random()).toFixed(2)}`,
    `int_f0_target_mean=${(pitch * (0.8 + 0.5 * random())).toFixed(0)}`,
  ];
  execFileSync('flite', ['-voice', voice, ...settings.flatMap((each) => ['--setf', each]), '-t', text, '-o', file]);
}

/** @param {string} text @param {number} n @param {string} file */
function speakEspeak(text, n, file) {
  const voice = `${pick(accents.slice(0, random() < 0.8 ? 8 : undefined))}+${variants[n % variants.length]}`;
  const [speed, pitch] = [Math.floor(120 + 100 * random()), Math.floor(15 + 70 * random())];
  execFileSync('espeak-ng', ['-v', voice, '-s', String(speed), '-p', String(pitch), '-w', file, text]);
}

/** @param {Float32Array} samples */
function envelopes(samples) {
  const at = kernel.allocate(Framer.bytes(null, BANK_SPEC));
  const featuresAt = kernel.allocate(BANK_SPEC.bands * 4 + 16);
  const framer = new Framer(kernel, null, BANK_SPEC, at, new Float64Array(FRAMER_NUMBERS));
  const frames = [];
  const hop = BANK_SPEC.hopSamples;
  for (let from = 0; from + hop <= samples.length; from += hop) {
    framer.input.set(samples.subarray(from, from + hop));
    if (!framer.advance()) continue;
    logMel.extract(framer.windowAt, featuresAt);
    frames.push(kernel.floats(featuresAt, BANK_SPEC.bands).slice());
  }
  return frames;
}

function sentence() {
  const length = 4 + Math.floor(random() * 7);
  const said = Array.from({ length }, () => (random() < 0.38 ? pick(common) : madeUp()));
  return said.join(' ') + pick(['.', '.', '.', '?', '!', ',']);
}

function madeUp() {
  const share = random();
  const syllables = share < 0.35 ? 1 : share < 0.72 ? 2 : share < 0.94 ? 3 : 4;
  return Array.from({ length: syllables }, (_, i) => {
    const closed = i === syllables - 1 || random() < 0.35;
    return pick(onsets) + pick(nuclei) + (closed ? pick(codas) : '');
  }).join('');
}

/** @template T @param {readonly T[]} list @returns {T} */
function pick(list) {
  return /** @type {T} */ (list[Math.floor(random() * list.length)]);
}

/** @param {string} text */
function words(text) {
  return text.split(/\s+/);
}

/** mulberry32, by Tommy Ettinger. @param {number} seed */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
