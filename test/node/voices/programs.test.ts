// Programs that speak, as they are found and run: small stand-ins on the PATH take the places of the real ones, and say
// what they were asked.
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { wavBytes } from '#src/harness/wav-bytes.js';
import { findEspeakProgram } from '#src/node/voices/espeak.js';
import { findFestival } from '#src/node/voices/festival.js';
import { findFliteProgram } from '#src/node/voices/flite.js';
import { openPiper } from '#src/node/voices/piper.js';
import { runProgram } from '#src/node/voices/programs.js';
import { temporaryFolder } from '../../support/folder.js';

const folder = temporaryFolder();
const path = process.env.PATH;
const wav = () => `${folder.path}/tone.wav`;
const asked = () => readFile(`${folder.path}/asked.txt`, 'utf8');

/** A shell script of this name. `$OUT` is set to what follows the given option, to which a tone goes. */
async function program(name: string, outOption: string, answers = ''): Promise<string> {
  const file = `${folder.path}/bin/${name}`;
  const script = `#!/bin/sh
echo "${name} $@" >> ${folder.path}/asked.txt
${answers}
while [ $# -gt 0 ]; do if [ "$1" = "${outOption}" ]; then OUT="$2"; fi; shift; done
cat > ${folder.path}/stdin.txt
if [ -n "$OUT" ]; then cp ${wav()} "$OUT"; fi
`;
  await writeFile(file, script);
  await chmod(file, 0o755);
  return file;
}

beforeAll(async () => {
  await mkdir(`${folder.path}/bin`);
  const tone = Float32Array.from({ length: 16_000 }, (_, i) => Math.sin(i / 5) / 2);
  await writeFile(wav(), wavBytes(tone, 16_000));
});
afterEach(() => {
  process.env.PATH = path;
});
const onlyOurs = () => {
  process.env.PATH = `${folder.path}/bin${delimiter}/bin${delimiter}/usr/bin`;
};
const nothing = () => {
  process.env.PATH = `${folder.path}/nowhere`;
};

describe.skipIf(process.platform === 'win32')('programs of the machine', () => {
  it('are not there on a machine without them', async () => {
    nothing();
    expect(await findEspeakProgram()).toBeUndefined();
    expect(await findFliteProgram()).toBeUndefined();
    expect(await findFestival()).toBeUndefined();
  });

  it('speak with the variants of espeak-ng that sound like people, in its accents', async () => {
    await program(
      'espeak-ng',
      '-w',
      'case "$1" in --voices=variant) echo " 5 variant --/M Adam !v/adam (en 5)"; echo " 5 variant --/M Robo !v/UniRobot"; exit;; --version) echo "eSpeak NG text-to-speech: 1.51 Data"; exit;; esac',
    );
    onlyOurs();
    const espeak = await findEspeakProgram();
    expect(espeak).toMatchObject({ version: '1.51', voices: [{ name: 'adam', speaker: 'espeak-adam' }] });
    const said = await espeak?.speak({ text: 'hey garden', voice: 'adam', accent: 'en-gb', rate: 1.2, pitch: 1.4 });
    expect(said?.samples).toHaveLength(16_000);
    expect(await asked()).toMatch(/espeak-ng -v en-gb\+adam -s 198 -p 79 -w \S+ -- hey garden\n/);
  });

  it("speak with flite's voices of 16 kHz", async () => {
    await program(
      'flite',
      '-o',
      'case "$1" in -lv) echo "Voices available: kal awb_time kal16 slt"; exit;; --version) echo "version: flite-2.2"; exit 1;; -ps) echo "pau hh ey pau"; exit;; esac',
    );
    onlyOurs();
    const flite = await findFliteProgram();
    expect(flite?.voices.map(({ name }) => name)).toEqual(['kal16', 'slt']);
    expect(flite?.version).toBe('flite-2.2');
    await flite?.speak({ text: 'hey', voice: 'slt', rate: 1.25, pitch: 1.1 });
    expect(await asked()).toMatch(/flite -voice slt -s duration_stretch=0.800 -s f0_shift=1.100 -t hey -o /);
    expect(await flite?.sounds?.('hey')).toEqual(['hh', 'ey']);
  });

  it("speak with festival's English voices", async () => {
    await program(
      'festival',
      '-o',
      'case "$1" in -b) echo "(cmu_us_slt_arctic_hts kal_diphone el_diphone_xx)"; exit;; --version) echo "festival: Festival Speech Synthesis System: 2.5.0:release"; exit;; esac',
    );
    await program('text2wave', '-o', 'case "$1" in --help) exit;; esac');
    onlyOurs();
    const festival = await findFestival();
    expect(festival?.voices).toEqual([
      { name: 'cmu_us_slt_arctic_hts', speaker: 'slt' },
      { name: 'kal_diphone', speaker: 'kal' },
    ]);
    await festival?.speak({ text: 'hey garden', voice: 'kal_diphone', rate: 2, pitch: 1 });
    expect(await asked()).toMatch(/text2wave -o \S+ -eval \(begin \(voice_kal_diphone\) .*Duration_Stretch 0.500/);
    expect(await readFile(`${folder.path}/stdin.txt`, 'utf8')).toBe('hey garden');
  });

  it('speak with every speaker of a Piper that the user names', async () => {
    const piper = await program('piper', '--output_file');
    const model = `${folder.path}/en-many.onnx`;
    await writeFile(`${model}.json`, '{"num_speakers": 3}');
    const synthesizer = await openPiper(piper, model);
    expect(synthesizer.voices.map(({ speaker }) => speaker)).toEqual([
      'piper-en-many-0',
      'piper-en-many-1',
      'piper-en-many-2',
    ]);
    await synthesizer.speak({ text: 'hey garden', voice: 'en-many-2', rate: 1.25, pitch: 1 });
    expect(await asked()).toMatch(/piper --model \S+ --output_file \S+ --length_scale 0.800 --speaker 2\n/);
    expect(await readFile(`${folder.path}/stdin.txt`, 'utf8')).toBe('hey garden\n');
  });

  it.each([
    [
      'a program that is not there',
      'nowhere/piper',
      '{"num_speakers": 1}',
      /Cannot speak with Piper .*no such program/,
    ],
    ['a voice without its description', 'bin/piper', null, /there is no .*\.json beside it/],
    ['a description that is no JSON', 'bin/piper', 'speakers: 3', /is no JSON/],
  ])('refuse %s', async (what, file, json, sentence) => {
    await program('piper', '--output_file');
    const model = `${folder.path}/${what.length}.onnx`;
    if (json !== null) await writeFile(`${model}.json`, json);
    await expect(openPiper(`${folder.path}/${file}`, model)).rejects.toThrow(sentence);
  });

  it('are told by their code and what they said, where they fail', async () => {
    const file = await program('fails', '-o', 'echo "no such voice" >&2; exit 3');
    await expect(runProgram(file, [])).rejects.toThrow(/ended with code 3: no such voice/);
    expect((await runProgram(file, [], { anyCode: true })).stderr).toBe('no such voice\n');
  });
});
