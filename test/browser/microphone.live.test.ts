// A real Chromium, a fake microphone that plays the recording, and the way of every sample: worklet, ring or messages,
// engine, page.
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { wavBytes } from '#src/harness/wav-bytes.js';
import { temporaryFolder } from '../support/folder.js';
import { detectInNode, keywordsFile, recordingFile, recordingTruth, type Said, withPage } from './page.js';

interface Heard {
  readonly transport: string;
  readonly detections: { label: string; score: number; startsAtMs: number; endsAtMs: number; latencyMs: number }[];
  readonly stats: { dropped: number; skipped: number; predictions: number };
}

const TOLERANCE_MS = 150;
/** Where the recording is begun: seven of its eleven phrases come after that. */
const BEGUN_MS = 15_000;
const BYTES_A_MS = 2 * 16;
const HEADER_BYTES = 44;

const folder = temporaryFolder();
let recording: string;
let truth: readonly Said[];

beforeAll(async () => {
  const wav = await readFile(recordingFile);
  const samples = new Int16Array(wav.buffer.slice(wav.byteOffset + HEADER_BYTES + BEGUN_MS * BYTES_A_MS));
  recording = folder.write(
    'late.wav',
    wavBytes(
      Float32Array.from(samples, (sample) => sample / 32768),
      16_000,
    ),
  );
  truth = (await recordingTruth())
    .filter(({ startsAtMs }) => startsAtMs > BEGUN_MS)
    .map(({ label, startsAtMs, endsAtMs }) => ({
      label,
      startsAtMs: startsAtMs - BEGUN_MS,
      endsAtMs: endsAtMs - BEGUN_MS,
    }));
});

// In real time on machines that are busy with other tests: a run that lost its time slice may be repeated.
describe('a microphone in Chromium', { retry: 2 }, () => {
  // both at once, for they take their time and little else
  it.concurrent.each([
    { isolated: true, transport: 'shared', title: 'through the worklet and shared memory' },
    { isolated: false, transport: 'messages', title: 'on a page without isolation, by messages' },
  ])('hears the phrases of the recording at the right times, $title', async ({ isolated, transport }) => {
    const last = truth.at(-1) as Said;
    const heard = await withPage({ isolated, microphone: recording }, (page) =>
      page.evaluate(listen, last.endsAtMs + 3500),
    );
    expect(heard.transport).toBe(transport);
    expect(heard.stats.dropped).toBe(0);
    const hits = truth.filter((said) => heard.detections.some((detection) => detection.label === said.label));
    expect(hits.length, JSON.stringify(heard.detections)).toBeGreaterThanOrEqual(Math.ceil(truth.length * 0.8));
    // the microphone opens some time before or after the recording begins to play: one shift for all, the median of how
    // much later each phrase was heard than in the file itself
    const pairs = pair(truth, heard.detections);
    const inFile = new Map(
      (await detectInNode(recording, keywordsFile)).map(({ label, endsAtMs }) => [label, endsAtMs]),
    );
    const shifts = pairs
      .map(({ said, detection }) => detection.endsAtMs - (inFile.get(said.label) ?? Number.NaN))
      .filter((shift) => !Number.isNaN(shift))
      .sort((a, b) => a - b);
    const shift = shifts[Math.floor(shifts.length / 2)] as number;
    for (const { said, detection } of pairs) {
      expect(Math.abs(detection.endsAtMs - shift - said.endsAtMs), said.label).toBeLessThanOrEqual(TOLERANCE_MS);
    }
  });

  it('that is refused says so in a sentence', async () => {
    const error = await withPage({ isolated: true, flags: ['--deny-permission-prompts'] }, (page) =>
      page.evaluate(async () => {
        const { microphone, openStream } = await (globalThis as unknown as Page).load('sluice');
        const opening = openStream({ source: microphone(), model: '/dist/models/keywords.safetensors' });
        return opening.then(
          () => null,
          (error: { code: string; message: string }) => ({ code: error.code, message: error.message }),
        );
      }),
    );
    expect(['DEVICE_REFUSED', 'DEVICE_MISSING']).toContain(error?.code);
    expect(error?.message).toMatch(/microphone/);
  });
});

interface Page {
  load(specifier: string): Promise<typeof import('#src/browser/index.js')>;
}

/** Runs in the page. */
async function listen(forMs: number): Promise<Heard> {
  const { microphone, openStream } = await (globalThis as unknown as Page).load('sluice');
  const stream = await openStream({ source: microphone(), model: '/dist/models/keywords.safetensors' });
  const detections: Heard['detections'] = [];
  let stats: Heard['stats'] = { dropped: 0, skipped: 0, predictions: 0 };
  stream.detections$.subscribe((detection) => detections.push({ ...detection }));
  stream.stats$.subscribe(({ dropped, skipped, predictions }) => {
    stats = { dropped, skipped, predictions };
  });
  await new Promise((resolve) => setTimeout(resolve, forMs));
  await stream.close();
  return { transport: stream.transport, detections, stats };
}

/** Each detection with the saying of its label that it is nearest to, in order. */
function pair(
  truth: readonly Said[],
  detections: Heard['detections'],
): { said: Said; detection: Heard['detections'][number] }[] {
  const pairs: { said: Said; detection: Heard['detections'][number] }[] = [];
  for (const label of new Set(truth.map((said) => said.label))) {
    const said = truth.filter((one) => one.label === label);
    const mine = detections.filter((detection) => detection.label === label);
    if (said.length !== mine.length) continue; // which is which is not certain
    said.forEach((one, i) => {
      pairs.push({ said: one, detection: mine[i] as Heard['detections'][number] });
    });
  }
  return pairs;
}
