// `sluice studio`: serves the two pages, and shows in the terminal what the same engine hears in the bundled recording.
import { Command, InvalidArgumentError } from 'commander';
import { type StaticServer, startStaticServer } from '../../node/static-server.js';
import { type HearingReport, hearRecording } from '../recording.js';
import { printJson, printText } from '../report/output.js';
import { reportHearing } from '../report/recording-report.js';

interface Options {
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
      'serve the pages for sound and for sensors, and show in the terminal what is heard in the bundled recording',
    )
    .option('--port <n>', 'port to serve at; the next free one where it is taken', port, 8000)
    .option('--host <name>', 'address to serve at', '127.0.0.1')
    .option('--no-isolation', 'leave out the two headers that shared memory needs')
    .option('--json', 'one JSON object a line', false)
    .action((options: Options) => studio(options));
}

async function studio({ port, host, isolation, json }: Options): Promise<void> {
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await using server = await startAtFreePort(port, host, isolation);
  if (server.port !== port && port !== 0) process.stderr.write(`Port ${port} is taken: serving at ${server.port}\n`);
  const sensors = `${server.url}sensors.html`;
  if (json) printJson({ kind: 'serving', url: server.url, sensors, isolated: isolation });
  else printText(`\n  sluice studio   ${server.url}\n  sensors         ${sensors}\n`);
  const report = await hearRecording();
  if (json) printReport(report);
  else printText(`${reportHearing(report)}\n\nOpen ${server.url} to see and hear it. Ctrl-C ends it.`);
  await interrupted;
}

async function startAtFreePort(first: number, host: string, isolated: boolean): Promise<StaticServer> {
  const root = new URL('../../studio/', import.meta.url);
  for (let port = first; ; port++) {
    try {
      return await startStaticServer({ root, host, port, isolated });
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EADDRINUSE' && port < Math.min(first + MORE_PORTS, 65535)) continue;
      throw refusal(error, code, `${host}:${port}`);
    }
  }
}

function refusal(error: unknown, code: string | undefined, address: string): unknown {
  if (code === 'ENOENT') return new Error("Cannot serve the page: it is not built: run 'npm run build' first");
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
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= 65535) return number;
  throw new InvalidArgumentError(`must be a port from 0 to 65535: received ${text}`);
}
