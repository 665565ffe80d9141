// Writes a folder of labelled clips that espeak-ng speaks, ready for `sluice train keywords`: one folder a label,
// 16 kHz mono 16-bit WAV, `synth-<voice>+<variant>-<n>.wav`. All before the last hyphen names the speaker, so a split
// by speaker works. The same seed makes the same clips. See --help.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sampleRate, seeded, speak, wav } from './speak.mjs';
import { accents, others, othersByAccent, phrases, phraseWithin } from './texts.mjs';
import { bases, between, pick, shuffled, variants } from './voices.mjs';

const help = `Usage: node make.mjs OUT [options]

Writes synthetic voices to the folder OUT: a folder for each of the sixteen phrases, and 'unknown' with other words.

  --clips N      clips of each phrase (default 150)
  --unknown N    clips of other words and sentences (default 2000)
  --seed N       another seed, other voices, speeds, pitches and silences (default 1)
  --jobs N       espeak-ng processes at once (default 2)
  --help         this text`;

const accentShare = 0.12;

await main();

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      clips: { type: 'string', default: '150' },
      unknown: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      jobs: { type: 'string', default: '2' },
      help: { type: 'boolean', default: false },
    },
  });
  const [out] = positionals;
  if (values.help || out === undefined) {
    console.log(help);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  refusePhrasesAmongOthers();
  const clips = plan(Number(values.clips), Number(values.unknown), seeded(Number(values.seed)));
  for (const label of new Set(clips.map((clip) => clip.label))) await mkdir(join(out, label), { recursive: true });
  await make(clips, out, Number(values.jobs));
}

// Every random number is drawn here, in one order, so that the number of processes changes nothing.
function plan(clipsOfEach, clipsOfOthers, random) {
  const clips = [];
  for (const [label, text] of Object.entries(phrases)) {
    const ownAccents = Object.keys(accents).filter((language) => accents[language][label] !== undefined);
    for (const speaker of speakers(clipsOfEach, ownAccents, random)) {
      const spoken = speaker.language === undefined ? text : accents[speaker.language][label];
      clips.push(clip(label, spoken, speaker, random));
    }
  }
  const texts = shuffled(
    others.filter((text) => phraseWithin(text) === undefined),
    random,
  );
  let next = 0;
  for (const speaker of speakers(clipsOfOthers, Object.keys(accents), random)) {
    const spoken =
      speaker.language === undefined ? texts[next++ % texts.length] : pick(othersByAccent[speaker.language], random);
    clips.push(clip('unknown', spoken, speaker, random));
  }
  return clips.map((clip, n) => ({ ...clip, file: join(clip.label, `synth-${clip.voice}-${n}.wav`) }));
}

// Each round gives every variant one turn, with a random base: a label hears as many voices as it has clips.
function speakers(count, languages, random) {
  const chosen = [];
  while (chosen.length < count) {
    for (const variant of shuffled(variants, random)) {
      const language = random() < accentShare && languages.length > 0 ? pick(languages, random) : undefined;
      chosen.push({ language, voice: `${language ?? pick(bases, random)}+${variant}` });
    }
  }
  return chosen.slice(0, count);
}

function clip(label, text, { voice }, random) {
  return {
    label,
    voice,
    text: `${text}${pick(['', '', '.', '?', '!', ','], random)}`,
    speed: between(110, 230, random),
    pitch: between(10, 90, random),
    amplitude: between(40, 120, random),
    leadMs: between(100, 300, random),
    tailMs: between(100, 300, random),
  };
}

async function make(clips, out, jobs) {
  let next = 0;
  const worker = async () => {
    while (next < clips.length) {
      const clip = clips[next++];
      await writeFile(join(out, clip.file), wav(padded(await speak(clip.text, clip), clip)));
      if (next % 250 === 0) console.error(`${next} of ${clips.length} clips`);
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  console.error(`${clips.length} clips in ${out}`);
}

function padded(samples, { leadMs, tailMs }) {
  const lead = Math.round((leadMs * sampleRate) / 1000);
  const whole = new Float32Array(lead + samples.length + Math.round((tailMs * sampleRate) / 1000));
  whole.set(samples, lead);
  return whole;
}

// Sound-alikes are filtered quietly, a phrase itself in the list is a mistake.
function refusePhrasesAmongOthers() {
  const wrong = others.filter((text) => Object.values(phrases).includes(phraseWithin(text) ?? ''));
  if (wrong.length > 0) throw new Error(`These texts contain a phrase: ${wrong.map((text) => `'${text}'`).join(', ')}`);
}
