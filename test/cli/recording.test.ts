import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compare, hearRecording } from '#src/cli/recording.js';
import { reportHearing } from '#src/cli/report/recording-report.js';
import { tinyModel } from '../support/tiny-model.js';

const detection = (label: string, startsAtMs: number, score = 0.9) => ({
  label,
  score,
  startsAtMs,
  endsAtMs: startsAtMs + 300,
  latencyMs: 1,
  index: 0,
});
const said = (label: string, startsAtMs: number) => ({ label, startsAtMs, endsAtMs: startsAtMs + 400 });

describe('compare()', () => {
  it('takes the detection whose end is nearest for a phrase, each once, and calls the others mistaken', () => {
    const near = detection('stop', 1050);
    const far = detection('stop', 1500);
    const other = detection('go', 1000);
    const { comparisons, mistaken } = compare([said('stop', 1000), said('go', 9000)], [far, other, near]);
    expect(comparisons.map(({ heard }) => heard)).toEqual([near, null]);
    expect(mistaken).toEqual([far, other]);
  });

  it('takes one that lies up to 300 ms beside the phrase', () => {
    const after = detection('stop', 1700);
    expect(compare([said('stop', 1000)], [after]).comparisons[0]?.heard).toBe(after);
    expect(compare([said('stop', 999)], [after]).comparisons[0]?.heard).toBeNull();
  });

  it('gives one detection to one phrase', () => {
    const only = detection('stop', 1200);
    const { comparisons, mistaken } = compare([said('stop', 1000), said('stop', 1400)], [only]);
    expect(comparisons.map(({ heard }) => heard)).toEqual([only, null]);
    expect(mistaken).toEqual([]);
  });
});

describe('hearRecording()', () => {
  it('runs all of the bundled recording, the same each time', async () => {
    const labels = ['none', 'computer', 'stop'];
    const first = await hearRecording(tinyModel({ labels }));
    const second = await hearRecording(tinyModel({ labels }));
    expect(first.audioMs).toBeGreaterThan(28_000);
    expect(first.detections.length).toBeGreaterThan(0);
    // Of all that is said, the phrases that this model has.
    const all = JSON.parse(readFileSync(new URL('../../dist/assets/recording.json', import.meta.url), 'utf8')) as {
      label: string;
    }[];
    expect(all.length).toBeGreaterThanOrEqual(10);
    const known = all.filter(({ label }) => labels.includes(label));
    expect(first.comparisons.map(({ said }) => said.label)).toEqual(known.map(({ label }) => label));
    expect(known.length).toBeGreaterThan(0);
    expect(second.digest).toBe(first.digest);
    expect(second.detections.map(({ startsAtMs }) => startsAtMs)).toEqual(
      first.detections.map(({ startsAtMs }) => startsAtMs),
    );
  });
});

describe('reportHearing()', () => {
  it('lines phrases up with what was heard', () => {
    const report = reportHearing({
      input: 'recording.wav',
      comparisons: [
        { said: said('stop', 1000), heard: detection('stop', 1050) },
        { said: said('go', 12_000), heard: null },
      ],
      detections: [],
      mistaken: [detection('yes', 3000, 0.71)],
      audioMs: 28_730,
      elapsedMs: 260,
      digest: 'abcdef0123456789abcdef',
    });
    expect(report).toEqual([
      'In the bundled recording (28.73 s of speech, run in 0.26 s):',
      '',
      '  phrase           said        heard  score  end off by',
      '  stop      1.00–1.40 s  1.05–1.35 s   0.90      -50 ms',
      '  yes          not said  3.00–3.30 s   0.71',
      '  go      12.00–12.40 s       missed',
      '',
      '1 of 2 phrases heard, 1 heard that were not said. Digest abcdef0123456789…',
    ]);
  });
});
