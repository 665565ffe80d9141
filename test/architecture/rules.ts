// The rules of the house: who may import whom. Each is a function from import lines to the lines that break it, so that
// a test can break it.
import { circles } from './circles.js';
import type { Import } from './imports.js';

export interface Rule {
  readonly name: string;
  /** The imports or circles that break the rule, as lines to read. */
  readonly offenders: (imports: readonly Import[]) => string[];
  /** An import, or several, that break it. */
  readonly broken: readonly Import[];
}

const STAGES = ['frames', 'features', 'network', 'detector'].map((stage) => `src/pipeline/${stage}`);
const PLATFORMS = ['src/browser', 'src/node', 'src/cli', 'src/server', 'src/studio'];
/** What the platforms may know of each other. Their own files are free. */
const PLATFORMS_MAY: Readonly<Record<string, readonly string[]>> = {
  'src/cli': ['src/node', 'src/server', 'src/browser'],
  'src/node': ['src/server'],
  'src/studio': ['src/browser'],
};

export const RULES: readonly Rule[] = [
  {
    name: 'files import each other in no circle, types included',
    offenders: (imports) => circles(imports.map(({ file, from }) => [file, from])),
    broken: [line('src/ring/ring.ts', 'src/ring/words.ts'), line('src/ring/words.ts', 'src/ring/ring.ts')],
  },
  {
    name: 'top rooms import each other in no circle, types included',
    offenders: (imports) =>
      circles(imports.filter(({ from }) => isOurs(from)).map(({ file, from }) => [roomOf(file), roomOf(from)])),
    broken: [line('src/ring/ring.ts', 'src/model/model.ts'), line('src/model/layers.ts', 'src/ring/count.ts')],
  },
  {
    name: 'stages of the pipeline do not import each other',
    offenders: forbid(({ file, from }) => {
      const [mine, theirs] = [roomAmong(STAGES, file), roomAmong(STAGES, from)];
      return mine !== undefined && theirs !== undefined && mine !== theirs;
    }),
    broken: [line('src/pipeline/frames/framer.ts', 'src/pipeline/detector/keyword.ts')],
  },
  {
    name: 'pipeline and forecast know no threads and no source: no engine, ring, source, observable, training, server',
    offenders: forbidRooms(
      ['src/pipeline', 'src/forecast'],
      ['src/engine', 'src/ring', 'src/source', 'src/observable', 'src/training', 'src/server', 'src/client'],
    ),
    broken: [line('src/pipeline/program.ts', 'src/ring/ring.ts')],
  },
  {
    name: 'model is the ground: it imports no pipeline, engine, forecast, ring, convert, nn, training',
    offenders: forbidRooms(
      ['src/model'],
      ['src/pipeline', 'src/engine', 'src/forecast', 'src/ring', 'src/convert', 'src/nn', 'src/training'],
    ),
    broken: [line('src/model/file/parse.ts', 'src/pipeline/gate.ts')],
  },
  {
    name: 'effects know no threads and no source, and are known to no room of what listens',
    offenders: (imports) => [
      ...forbidRooms(
        ['src/effects'],
        [
          'src/engine',
          'src/ring',
          'src/source',
          'src/observable',
          'src/convert',
          'src/training',
          'src/server',
          'src/client',
        ],
      )(imports),
      ...forbidRooms(
        ['src/engine', 'src/ring', 'src/pipeline', 'src/forecast', 'src/source', 'src/model', 'src/loading'],
        ['src/effects'],
      )(imports),
    ],
    broken: [
      line('src/effects/offline.ts', 'src/ring/ring.ts'),
      line('src/engine/main/engine.ts', 'src/effects/image.ts'),
    ],
  },
  {
    name: 'sound is bytes and samples: it imports no model, pipeline, engine, ring, source, observable',
    offenders: forbidRooms(
      ['src/sound'],
      ['src/model', 'src/pipeline', 'src/engine', 'src/ring', 'src/source', 'src/observable', 'src/training'],
    ),
    broken: [line('src/sound/containers/flac.ts', 'src/source/source.ts')],
  },
  {
    name: 'training, convert, nn, client and protocol import no engine',
    offenders: forbidRooms(
      ['src/training', 'src/convert', 'src/nn', 'src/client', 'src/protocol'],
      ['src/engine', 'src/ring'],
    ),
    broken: [line('src/training/train.ts', 'src/engine/messages.ts')],
  },
  {
    name: "the engine's two sides meet in messages.ts alone",
    offenders: forbid(
      ({ file, from }) =>
        (isIn(file, 'src/engine/main') && isIn(from, 'src/engine/worker')) ||
        (isIn(file, 'src/engine/worker') && isIn(from, 'src/engine/main')),
    ),
    broken: [line('src/engine/worker/loop.ts', 'src/engine/main/pool.ts')],
  },
  {
    name: 'ring imports nothing but itself',
    offenders: forbid(({ file, from }) => isIn(file, 'src/ring') && !isIn(from, 'src/ring')),
    broken: [line('src/ring/ring.ts', 'src/errors.ts')],
  },
  {
    name: 'kernel imports nothing but itself',
    offenders: forbid(({ file, from }) => isIn(file, 'src/kernel') && !isIn(from, 'src/kernel')),
    broken: [line('src/kernel/gru.ts', 'src/pipeline/gate.ts')],
  },
  {
    name: "the kernel's layout is all that others import of its source",
    offenders: forbid(
      ({ file, from }) =>
        isIn(from, 'src/kernel') && !isIn(file, 'src/kernel') && !/^src\/kernel\/(effects\/)?layout\.ts$/.test(from),
    ),
    broken: [line('src/pipeline/program.ts', 'src/kernel/gru.ts')],
  },
  {
    name: 'worklets import only the ring, and the host of the effects kernel',
    offenders: forbid(
      ({ file, from }) =>
        isIn(file, 'worklets') &&
        !isIn(from, 'src/ring') &&
        !/^src\/effects\/(renderer|worklet-port|image)\.ts$/.test(from) &&
        from !== 'src/kernel/effects/layout.ts',
    ),
    broken: [line('worklets/capture.ts', 'src/platform.ts')],
  },
  {
    name: 'rxjs is known in observable, stream.ts and client alone',
    offenders: forbid(
      ({ file, from }) =>
        (from === 'rxjs' || from.startsWith('rxjs/')) &&
        !isIn(file, 'src/observable') &&
        !isIn(file, 'src/client') &&
        file !== 'src/stream.ts',
    ),
    broken: [line('src/server/attach.ts', 'rxjs')],
  },
  {
    name: 'React is known in react alone',
    offenders: forbid(({ file, from }) => /^react(-dom)?(\/|$)/.test(from) && !isIn(file, 'src/react')),
    broken: [line('src/browser/react/index.ts', 'react')],
  },
  {
    name: 'Node is known in node, server and cli alone',
    offenders: forbid(
      ({ file, from }) =>
        from.startsWith('node:') && !['src/node', 'src/server', 'src/cli'].some((room) => isIn(file, room)),
    ),
    broken: [line('src/harness/week.ts', 'node:fs')],
  },
  {
    name: 'nobody inside imports browser, node, cli, server, studio',
    offenders: forbid(({ file, from }) => {
      const [mine, theirs] = [roomAmong(PLATFORMS, file), roomAmong(PLATFORMS, from)];
      if (theirs === undefined || mine === theirs) return false;
      if (file === 'src/entry.ts') return false; // only its types are used: it lists the names of all platforms
      return mine === undefined || !PLATFORMS_MAY[mine]?.includes(theirs);
    }),
    broken: [line('src/stream.ts', 'src/node/platform.ts')],
  },
  {
    name: "the server is imported by its entry and the command line alone, so that a client's program does not load it",
    offenders: forbid(
      ({ file, from }) =>
        isIn(from, 'src/server') && !isIn(file, 'src/server') && !isIn(file, 'src/cli') && file !== 'src/node/serve.ts',
    ),
    broken: [line('src/node/index.ts', 'src/server/attach.ts')],
  },
];

function line(file: string, from: string): Import {
  return { file, from };
}

function forbid(breaks: (line: Import) => boolean): Rule['offenders'] {
  return (imports) => imports.filter(breaks).map(({ file, from }) => `${file} imports ${from}`);
}

function forbidRooms(inner: readonly string[], outer: readonly string[]): Rule['offenders'] {
  return forbid(({ file, from }) => roomAmong(inner, file) !== undefined && roomAmong(outer, from) !== undefined);
}

function isIn(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

function roomAmong(rooms: readonly string[], path: string): string | undefined {
  return rooms.find((room) => isIn(path, room));
}

export function isOurs(path: string): boolean {
  return path.startsWith('src/') || path.startsWith('worklets/');
}

/** A folder directly in src, or a file there: `src/ring`, `src/errors.ts`, `worklets`. */
function roomOf(path: string): string {
  return path.startsWith('src/') ? path.split('/', 2).join('/') : (path.split('/', 1)[0] as string);
}
