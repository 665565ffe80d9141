// The life of a stream in a component, with streams that the test opens, feeds and ends itself.
import { Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import {
  type Detection,
  type Prediction,
  type Source,
  type Stream,
  seriesModel,
  voiceActivity,
} from '#src/node/index.js';
import type { StreamOptions } from '#src/options.js';
import { needsReopening } from '#src/react/changed-options.js';
import { StreamStore } from '#src/react/stream-store.js';
import type { UseStreamOptions } from '#src/react/values.js';

const source = (): Source => ({ name: 'none', live: true }) as Source;
const OPTIONS: UseStreamOptions = { source, model: 'words.safetensors' };
const AUTO: UseStreamOptions = { ...OPTIONS, autoStart: true };

/** Streams that were asked for, each opened, failed and ended by the test. */
class Streams {
  readonly asked: Asked[] = [];
  readonly open = (options: StreamOptions): Promise<Stream> => {
    const asked = new Asked(options);
    this.asked.push(asked);
    return asked.opening;
  };

  get last(): Asked {
    return this.asked.at(-1) as Asked;
  }
}

class Asked {
  readonly options: StreamOptions;
  readonly opening: Promise<Stream>;
  readonly predictions = new Subject<Prediction>();
  readonly detections = new Subject<Detection>();
  readonly detectors: unknown[] = [];
  isReleased = false;
  /** Lets the stream's `close` settle; at once, unless the test takes it. */
  released: Promise<void> = Promise.resolve();
  accept = (): void => {};
  refuse = (_: unknown): void => {};
  detectorError: Error | null = null;

  constructor(options: StreamOptions) {
    this.options = options;
    this.opening = new Promise((resolve, reject) => {
      this.accept = () => resolve(this.#stream());
      this.refuse = reject;
    });
    options.signal?.addEventListener('abort', () => void this.#close());
  }

  detect(label: string): void {
    this.detections.next({ label } as Detection);
  }

  #stream(): Stream {
    return {
      predictions$: this.predictions,
      detections$: this.detections,
      setDetector: (changes: unknown) => {
        if (this.detectorError !== null) throw this.detectorError;
        this.detectors.push(changes);
      },
      close: () => this.#close(),
    } as unknown as Stream;
  }

  async #close(): Promise<void> {
    this.predictions.complete();
    this.detections.complete();
    await this.released;
    this.isReleased = true;
  }
}

function mounted(options: UseStreamOptions): { store: StreamStore; streams: Streams } {
  const streams = new Streams();
  const store = new StreamStore(streams.open);
  store.update(options);
  store.mount();
  return { store, streams };
}

async function opened(options: UseStreamOptions = AUTO): Promise<{ store: StreamStore; streams: Streams }> {
  const { store, streams } = mounted(options);
  store.start();
  await settle();
  streams.last.accept();
  await settle();
  expect(store.view().state).toBe('open');
  return { store, streams };
}

/** Lets everything happen that waits for nothing outside. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('StreamStore', () => {
  it('opens nothing before start()', async () => {
    const { store, streams } = mounted(OPTIONS);
    await settle();
    expect(store.view()).toMatchObject({ state: 'idle', error: null, detections: [], stream: null });
    store.start();
    expect(store.view().state).toBe('opening');
    await settle();
    expect(streams.asked.length).toBe(1);
    expect(streams.last.options).toEqual({
      source: { name: 'none', live: true },
      model: 'words.safetensors',
      signal: expect.any(AbortSignal),
    });
  });

  it('opens one stream where it is mounted, unmounted and mounted again in one task', async () => {
    const { store, streams } = mounted(AUTO);
    store.unmount();
    store.update(AUTO);
    store.mount();
    await settle();
    expect(streams.asked.length).toBe(1);
    expect(store.view().state).toBe('opening');
  });

  it('opens nothing after it was unmounted, and goes on when it is mounted again', async () => {
    const { store, streams } = await opened();
    store.unmount();
    expect(store.view().state).toBe('closed');
    store.start();
    await settle();
    expect(streams.asked.map(({ isReleased }) => isReleased)).toEqual([true]);
    store.mount();
    await settle();
    expect(streams.asked.length).toBe(2);
  });

  it('stop() while it opens closes what opens, whatever openStream does with the signal', async () => {
    for (const answer of ['accept', 'refuse'] as const) {
      const { store, streams } = mounted(AUTO);
      await settle();
      store.stop();
      expect(store.view().state).toBe('closed');
      expect(streams.last.options.signal?.aborted).toBe(true);
      streams.last[answer](new Error('aborted'));
      await settle();
      expect(store.view()).toMatchObject({ state: 'closed', error: null, stream: null });
      expect(streams.last.isReleased).toBe(true);
    }
  });

  it('start() after stop() waits until the source is released', async () => {
    const { store, streams } = await opened();
    let release = () => {};
    streams.last.released = new Promise((resolve) => {
      release = resolve;
    });
    store.stop();
    store.start();
    store.stop();
    store.start();
    await settle();
    expect(store.view().state).toBe('opening');
    expect(streams.asked.length).toBe(1);
    release();
    await settle();
    expect(streams.asked.length).toBe(2);
  });

  it('closes when the source ends, keeps the detections, and clears them when it opens again', async () => {
    const { store, streams } = await opened();
    streams.last.detect('computer');
    streams.last.detections.complete();
    await settle();
    expect(store.view()).toMatchObject({ state: 'closed', detections: [{ label: 'computer' }], stream: null });
    expect(streams.last.isReleased).toBe(true);
    store.unmount();
    store.mount();
    await settle();
    expect(streams.asked.length).toBe(1);
    store.start();
    expect(store.view()).toMatchObject({ state: 'opening', detections: [] });
  });

  it('can be started again by who is told that it has closed', async () => {
    const { store, streams } = await opened();
    const unsubscribe = store.subscribe(() => {
      if (store.view().state === 'closed') store.start();
    });
    streams.last.detections.complete();
    await settle();
    unsubscribe();
    expect(streams.asked.length).toBe(2);
  });

  it('fails with what openStream rejects with, what the stream ends with, and what a source throws', async () => {
    const refused = mounted(AUTO);
    await settle();
    refused.streams.last.refuse(new RangeError('refused'));
    await settle();
    expect(refused.store.view()).toMatchObject({ state: 'failed', error: new RangeError('refused'), stream: null });
    refused.store.start();
    expect(refused.store.view()).toMatchObject({ state: 'opening', error: null });

    const { store, streams } = await opened({ ...AUTO, onPrediction: () => {} });
    streams.last.predictions.error(new Error('lost'));
    streams.last.detections.error(new Error('lost'));
    await settle();
    expect(store.view()).toMatchObject({ state: 'failed', error: new Error('lost') });
    expect(streams.last.isReleased).toBe(true);

    const text = mounted({
      ...AUTO,
      source: () => {
        throw 'no device';
      },
    });
    await settle();
    expect(text.store.view()).toMatchObject({ state: 'failed', error: new Error('no device') });
  });

  it('fails for options of its own that are wrong', async () => {
    const wrong = [
      [{ source: source() }, "'source' must be a function that makes a source: received an object (Object)"],
      [{ keepDetections: -1 }, "'keepDetections' must be a whole number from 0: received -1"],
    ] as const;
    for (const [options, message] of wrong) {
      const { store, streams } = mounted({ ...AUTO, ...(options as object) });
      await settle();
      expect(store.view().error?.message).toBe(`Cannot open the stream: ${message}`);
      expect(streams.asked).toEqual([]);
    }
    expect(() => mounted(null as unknown as UseStreamOptions)).toThrow("'options' must be an object: received null");
  });

  it('keeps the latest detections and calls the latest callbacks', async () => {
    const heard: string[] = [];
    const { store, streams } = await opened({ ...AUTO, keepDetections: 2, onPrediction: () => {} });
    const onDetection = ({ label }: Detection) => heard.push(label);
    const onPrediction = ({ index }: Prediction) => heard.push(`${index}`);
    store.update({ ...AUTO, keepDetections: 2, onDetection, onPrediction });
    for (const label of ['a', 'b', 'c']) streams.last.detect(label);
    streams.last.predictions.next({ index: 7 } as Prediction);
    expect(store.view().detections).toEqual([{ label: 'b' }, { label: 'c' }]);
    expect(heard).toEqual(['a', 'b', 'c', '7']);
    const before = store.view();
    store.update({ ...AUTO, keepDetections: 0, onDetection, onPrediction });
    expect(store.view()).toBe(before);
    streams.last.detect('d');
    expect(store.view().detections).toEqual([]);
    store.stop();
    streams.last.detect('late');
    expect(heard.at(-1)).toBe('d');
  });

  it('gives changed settings to the open stream, and opens it again where one is left out', async () => {
    const { store, streams } = await opened({ ...AUTO, detector: { smoothingMs: 90 } });
    store.update({ ...AUTO, detector: { smoothingMs: 90 } });
    expect(streams.last.detectors).toEqual([]);
    store.update({ ...AUTO, detector: { smoothingMs: 50, enter: { stop: 0.9 } } });
    expect(streams.last.detectors).toEqual([{ smoothingMs: 50, enter: { stop: 0.9 } }]);
    store.update({ ...AUTO, detector: { smoothingMs: 50, enter: {} } });
    await settle();
    expect(streams.asked.map(({ isReleased }) => isReleased)).toEqual([true, false]);
    // a change while it opens is made up for
    store.update({ ...AUTO, detector: { smoothingMs: 20, enter: {} } });
    streams.last.accept();
    await settle();
    expect(streams.last.detectors).toEqual([{ smoothingMs: 20, enter: {} }]);
    expect(streams.asked.length).toBe(2);
    streams.last.detectorError = new TypeError('wrong');
    store.update({ ...AUTO, detector: { smoothingMs: 10, enter: {} } });
    await settle();
    expect(store.view()).toMatchObject({ state: 'failed', error: new TypeError('wrong'), stream: null });
    expect(streams.last.isReleased).toBe(true);
  });

  it('opens again for a new key: by itself with autoStart, else only while it is open', async () => {
    const running = await opened(OPTIONS);
    running.store.update({ ...OPTIONS, sourceKey: 'b' });
    await settle();
    expect(running.streams.asked.length).toBe(2);
    running.store.stop();
    running.store.update({ ...OPTIONS, sourceKey: 'c' });
    await settle();
    expect(running.streams.asked.length).toBe(2);
    running.store.update({ ...AUTO, sourceKey: 'c' });
    await settle();
    expect(running.store.view().state).toBe('opening');

    const { store, streams } = await opened();
    streams.last.detections.complete();
    await settle();
    store.update({ ...AUTO, sourceKey: 'b' });
    await settle();
    expect(streams.asked.length).toBe(2);
  });
});

describe('needsReopening()', () => {
  const bytes = new Uint8Array(4);
  const gate = (enter: number) => voiceActivity({ model: 'vad.safetensors', enter });
  it.each<[string, Partial<UseStreamOptions>, Partial<UseStreamOptions>, boolean]>([
    ['nothing', {}, {}, false],
    ['a new function', { source: () => source() }, { source: () => source() }, false],
    ['callbacks', { onDetection: () => {} }, {}, false],
    ['what is kept, and when it starts', { keepDetections: 3, autoStart: true }, {}, false],
    ['a snapshot', { snapshot: new Uint8Array(1) }, { snapshot: new Uint8Array(2) }, false],
    ['an address as a string and as a URL', { model: 'http://a/b' }, { model: new URL('http://a/b') }, false],
    ['another address', { model: new URL('http://a/b') }, { model: new URL('http://a/c') }, true],
    [
      'an equal series model',
      { model: seriesModel({ channels: ['a'] }) },
      { model: seriesModel({ channels: ['a'] }) },
      false,
    ],
    [
      'another series model',
      { model: seriesModel({ channels: ['a'] }) },
      { model: seriesModel({ channels: ['b'] }) },
      true,
    ],
    ['the same bytes', { model: bytes }, { model: bytes }, false],
    ['other bytes', { model: bytes }, { model: new Uint8Array(4) }, true],
    ['an equal gate', { gate: gate(0.5) }, { gate: gate(0.5) }, false],
    ['another gate', { gate: gate(0.5) }, { gate: gate(0.6) }, true],
    ['no gate', { gate: gate(0.5) }, {}, true],
    ['a number', { maxLatencyMs: 100 }, { maxLatencyMs: 101 }, true],
    ['a key', { sourceKey: 1 }, { sourceKey: 2 }, true],
    ['more settings', { detector: { enter: { a: 1 } } }, { detector: { exit: { a: 1 }, enter: { a: 2 } } }, false],
    ['fewer settings', { detector: { enter: { a: 1 } } }, { detector: { enter: { b: 1 } } }, true],
    ['no settings', { detector: { smoothingMs: 1 } }, {}, true],
  ])('%s', (_, before, after, expected) => {
    expect(needsReopening({ ...OPTIONS, ...before }, { ...OPTIONS, ...after })).toBe(expected);
  });
});
