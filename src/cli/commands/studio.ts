// `sluice studio`: serves the two pages, and shows in the terminal what the same engine detects in the bundled
// recording.
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { type AnyModel, isSeriesModel } from '../../model/any-model.js';
import type { Model } from '../../model/model.js';
import { readAnyModelFile } from '../../node/model-file.js';
import { type StaticServer, type StaticServerOptions, startStaticServer } from '../../node/static-server.js';
import { wholeNumber } from '../../whole-number.js';
import { studioPages } from '../files.js';
import { type HearingReport, hearRecording } from '../recording.js';
import { note, printJson, printText } from '../report/output.js';
import { reportHearing } from '../report/recording-report.js';

interface Options {
  readonly model?: string;
  readonly port: number;
  readonly host: string;
  readonly isolation: boolean;
  readonly json: boolean;
}

/** Ports tried after the one that was asked for. */
const MORE_PORTS = 20;

export function studioCommand(): Command {
  return new Command('studio')
    .description(
      'serve the pages for sound and for sensors, and show in the terminal what is detected in the bundled recording',
    )
    .option('--model <file>', 'the model that the pages use (default: the one that comes with the package)')
    .option('--port <n>', 'port to serve at; if it is taken, the next free one', port, 8000)
    .option('--host <name>', 'address to serve at', '127.0.0.1')
    .option('--no-isolation', 'leave out the two headers that shared memory needs')
    .option('--json', 'one JSON object a line', false)
    .action((options: Options) => studio(options));
}

async function studio({ model: path, port, host, isolation, json }: Options): Promise<void> {
  const model = path === undefined ? null : { path, model: (await readAnyModelFile(path)).model };
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await using server = await startAtFreePort(port, await siteOf(model, isolation), host);
  if (server.port !== port && port !== 0) note(`Port ${port} is taken: serving at ${server.port}`);
  const sensors = `${server.url}sensors.html`;
  const name = model === null ? {} : { model: model.model.name };
  if (json) printJson({ kind: 'serving', url: server.url, sensors, isolated: isolation, ...name });
  else printText('', `  sluice studio   ${server.url}`, `  sensors         ${sensors}`, '');
  const of = model?.model;
  const series = of !== undefined && isSeriesModel(of);
  if (!series) await showRecording(of, json);
  if (!json) printText('', `Open ${series ? sensors : server.url}. Ctrl-C ends it.`);
  await interrupted;
}

async function showRecording(model: Model | undefined, json: boolean): Promise<void> {
  const report = await hearRecording(model);
  if (json) printReport(report);
  else printText(...reportHearing(report));
}

/** A model and the file that it was read from. */
interface NamedModel {
  readonly path: string;
  readonly model: AnyModel;
}

/** Under which a model is served. */
const MODEL_PATH = '/model/';

/** The built pages. With a model: its file is served too, and the page that it is for names it. */
async function siteOf(model: NamedModel | null, isolated: boolean): Promise<Omit<StaticServerOptions, 'port'>> {
  const site = studioPages();
  if (model === null) return { ...site, isolated };
  const page = isSeriesModel(model.model) ? 'sensors.html' : 'index.html';
  const html = await readFile(new URL(page, site.root), 'utf8').catch((error: unknown) => {
    throw refusal(error, (error as NodeJS.ErrnoException).code, '');
  });
  const file = encodeURIComponent(basename(model.path));
  const named = html.replace('<head>', `<head>\n    <meta name="sluice-model" content=".${MODEL_PATH}${file}">`);
  const pages = page === 'index.html' ? { '/': named, '/index.html': named } : { '/sensors.html': named };
  const files = { ...site.files, [`${MODEL_PATH}${basename(model.path)}`]: resolve(model.path) };
  return { ...site, isolated, pages, files };
}

async function startAtFreePort(
  first: number,
  site: Omit<StaticServerOptions, 'port'>,
  host: string,
): Promise<StaticServer> {
  for (let port = first; ; port++) {
    try {
      return await startStaticServer({ ...site, host, port });
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EADDRINUSE' && port < Math.min(first + MORE_PORTS, 65535)) continue;
      throw refusal(error, code, `${host}:${port}`);
    }
  }
}

function refusal(error: unknown, code: string | undefined, address: string): unknown {
  if (code === 'ENOENT')
    return new Error(
      "Cannot serve the page: it is not built: run 'npm run build' in a clone, or install the package sluice-cli",
    );
  if (code === undefined) return error;
  return new Error(`Cannot serve the page at ${address}: received ${code}`, { cause: error });
}

function printReport({ input, detections, elapsedMs, audioMs, digest }: HearingReport): void {
  for (const { label, score, startsAtMs, endsAtMs } of detections) {
    printJson({ kind: 'detection', input, label, score, startsAtMs, endsAtMs });
  }
  printJson({ kind: 'summary', inputs: 1, detections: detections.length, audioMs, elapsedMs, digest });
}

function port(text: string): number {
  const value = wholeNumber(text, 0, 65_535);
  if (value !== null) return value;
  throw new InvalidArgumentError(`must be a port from 0 to 65535: received ${text}`);
}
