import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { DOORBELL_BYTES } from '#src/ring/doorbell.js';
import { ringBytes } from '#src/ring/ring.js';

interface Report {
  readonly read: number;
  readonly missing: number;
  readonly gaps: number;
  readonly waits: number;
  readonly reads: number;
  readonly stamped: number;
  readonly wrong: string;
  readonly next: number;
  readonly dropped: number;
}

describe('the sample ring between two threads', () => {
  for (const capacity of [4, 64]) {
    it(`at capacity ${capacity}: three million samples in order, none twice, every gap at its sample`, async () => {
      const offered = 3_000_000;
      const ring = new SharedArrayBuffer(ringBytes(capacity));
      const doorbell = new SharedArrayBuffer(DOORBELL_BYTES);
      const workerData = { ring, doorbell, offered };
      const reader = new Worker(new URL('./reader-thread.js', import.meta.url), { workerData });
      await once(reader, 'online');
      const writer = new Worker(new URL('./writer-thread.js', import.meta.url), { workerData });
      const [[report], [writerCode]] = (await Promise.all([once(reader, 'message'), once(writer, 'exit')])) as [
        [Report],
        [number],
      ];
      await reader.terminate();
      expect(writerCode).toBe(0);
      expect(report.wrong).toBe('');
      // What is missing after the last sample has no sample to mark.
      const missingAtEnd = offered - report.next;
      expect(missingAtEnd).toBeGreaterThanOrEqual(0);
      expect(report.dropped).toBe(report.missing + missingAtEnd);
      expect(report.read + report.dropped).toBe(offered);
      expect(report.read).toBeGreaterThan(0);
      expect(report.gaps).toBeGreaterThan(0);
      expect(report.stamped).toBeGreaterThan(0);
      // No more than four pushes can wait then, and there is room for all their stamps.
      if (capacity === 4) expect(report.stamped).toBe(report.reads);
    });
  }
});
