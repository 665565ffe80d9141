// The recipes for Vue and Svelte (docs/frameworks.md) run as they stand in the document: on a recording, on a model that
// is not there, and on a source without an end.
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { effectScope } from '@vue/reactivity';
import { transformWithOxc } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { audioFile, type Detection, type Source, type StreamOptions } from '#src/node/index.js';
import { detectInNode, keywordsFile, recordingFile } from '../browser/page.js';
import { temporaryFolder } from '../support/folder.js';

interface Shown {
  readonly state: string;
  readonly error: unknown;
  readonly detections: readonly Detection[];
}

/** A recipe in a component: what it shows, and the end of the component. */
interface Component {
  shown(): Shown;
  start(): Promise<void>;
  stop(): void;
  leave(): void;
}

type Controls = Pick<Component, 'start' | 'stop'>;
type Refs = Controls & { readonly [Name in keyof Shown]: { readonly value: Shown[Name] } };
type Store = Controls & { subscribe(run: (shown: Shown) => void): () => void };

const root = new URL('../../', import.meta.url);
const folder = temporaryFolder();
const page = readFileSync(new URL('docs/frameworks.md', root), 'utf8');

const COMPONENTS: Readonly<Record<string, (options: () => StreamOptions) => Promise<Component>>> = {
  Vue: async (options) => {
    const { useStream } = (await recipe('use-stream.ts')) as { useStream: (options: () => StreamOptions) => Refs };
    const scope = effectScope();
    const { state, error, detections, start, stop } = scope.run(() => useStream(options)) as Refs;
    const shown = () => ({ state: state.value, error: error.value, detections: detections.value });
    return { shown, start, stop, leave: () => scope.stop() };
  },
  Svelte: async (options) => {
    const { streamStore } = (await recipe('stream-store.ts')) as {
      streamStore: (options: () => StreamOptions) => Store;
    };
    const store = streamStore(options);
    let value: Shown | undefined;
    const leave = store.subscribe((next: Shown) => {
      value = next;
    });
    return { shown: () => value as Shown, start: store.start, stop: store.stop, leave };
  },
};

beforeAll(() => {
  mkdirSync(`${folder.path}/node_modules`);
  symlinkSync(fileURLToPath(root), `${folder.path}/node_modules/sluice`);
  symlinkSync(fileURLToPath(new URL('node_modules/@vue/reactivity', root)), `${folder.path}/node_modules/vue`);
});

describe.each(Object.entries(COMPONENTS))('the recipe for %s', (_, mount) => {
  it('shows the detections of a recording, and that it has ended', async () => {
    const source = () => audioFile(recordingFile, { pace: 'fast' });
    const component = await mount(() => ({ source: source(), model: keywordsFile }));
    expect(component.shown()).toEqual({ state: 'idle', error: null, detections: [] });
    const heard = (await detectInNode(recordingFile, keywordsFile)).map(({ label, index }) => ({ label, index }));
    for (const _ of ['once', 'again']) {
      const running = component.start();
      expect(component.shown()).toEqual({ state: 'opening', error: null, detections: [] });
      await running;
      expect(component.shown()).toMatchObject({ state: 'closed', error: null, detections: heard });
    }
    component.leave();
  });

  it('shows the error of a model that is not there', async () => {
    const component = await mount(() => ({ source: silence([]), model: `${folder.path}/missing.safetensors` }));
    await component.start();
    expect(component.shown()).toMatchObject({ state: 'failed', error: { code: 'MODEL_UNREADABLE' } });
    component.leave();
  });

  it('releases the source when it is stopped, and when the component goes away', async () => {
    for (const end of ['stop', 'leave'] as const) {
      const log: string[] = [];
      const component = await mount(() => ({ source: silence(log), model: keywordsFile }));
      const running = component.start();
      await expect.poll(() => log, { timeout: 20_000 }).toEqual(['open', 'feed']);
      await component.start(); // a second start while it runs opens no second stream
      component[end]();
      await running;
      expect(log).toEqual(['open', 'feed', 'released']);
    }
  });
});

/** A source that gives nothing and has no end. */
function silence(log: string[]): Source {
  return {
    name: 'silence',
    live: true,
    open: async () => {
      log.push('open');
      return { sampleRate: 16_000 };
    },
    feed: async (_, signal) => {
      log.push('feed');
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve());
      });
      log.push('released');
    },
  };
}

/** The module that the document calls so. */
async function recipe(name: string): Promise<unknown> {
  const code = page.match(new RegExp(`\`\`\`ts\\n// ${name}\\n([\\s\\S]*?)\`\`\``))?.[1] ?? '';
  expect(code).toContain('export function');
  const module = await transformWithOxc(code, name);
  return import(pathToFileURL(folder.write(name.replace('.ts', '.mjs'), module.code)).href);
}
