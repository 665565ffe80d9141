// `sluice serve`: streams of sensors and sound over WebSocket. On Ctrl-C or SIGTERM it finishes what has arrived, saves
// the streams, and exits with 0.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import pino from 'pino';
import type { Adapt } from '../../model/adapt.js';
import { readAnyModel } from '../../model/file/model-file.js';
import { BoundedOutput } from '../../node/bounded-output.js';
import { nodePlatform } from '../../node/platform.js';
import { isLoopback, type RunningServer, type StartOptions, startServer } from '../../node/serve.js';
import type { FeedDescriptions } from '../../server/feeds/descriptions.js';
import { type Grant, parseGrant } from '../../server/transport/authentication/tokens.js';
import { type AlarmArguments, addAlarmOptions, alarmSettings } from '../alarms/alarm-arguments.js';
import { addMqttOptions, type MqttArguments, mqttSettings } from '../alarms/mqtt-arguments.js';
import { adaptOrAcknowledged, wholeFrom } from '../arguments.js';
import { parseFeedDescriptions } from '../channel-descriptions.js';
import { UsageError } from '../failure.js';
import { addNatsOptions, type NatsArguments, natsSettings } from '../nats-arguments.js';
import { printJson, printText } from '../report/output.js';
import { feedHistories, type HistoryFiles, parseHistory } from '../series/feed-histories.js';
import { dashboard } from './serve-page.js';

interface Options extends AlarmArguments, MqttArguments, NatsArguments {
  readonly port: number;
  readonly host: string;
  readonly model?: string;
  readonly models?: string;
  readonly token: readonly Grant[];
  readonly tokens?: string;
  readonly origin: readonly string[];
  readonly insecure: boolean;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly state?: string;
  readonly adapt?: Adapt;
  readonly saveEvery: number;
  readonly keep: number;
  readonly heartbeat: number;
  readonly engines?: number;
  readonly memory: number;
  readonly maxMessage: number;
  readonly maxStreams: number;
  readonly maxConnections: number;
  readonly maxRate: number;
  readonly logLevel: string;
  readonly influx: boolean;
  readonly describe?: FeedDescriptions;
  readonly history?: HistoryFiles;
  readonly page: boolean;
  readonly json: boolean;
}

const EXAMPLES = `
Streams that name no model get the one of --model, and without that 'anomaly', which learns by itself what is normal.
A client speaks sluice.v1: see docs/protocol.md and examples/sensor-over-websocket.

Examples:
  $ sluice serve
  $ sluice serve --model pump.safetensors --state ./state
  $ sluice serve --state ./state --webhook https://hooks.example.org/alarms
  $ sluice serve --nats nats://nats-1,nats-2,nats-3 --replicas 3
  $ sluice serve --mqtt mqtt://localhost --subscribe 'plant/+/+' --home-assistant
  $ sluice serve --host 0.0.0.0 --token send,watch:$(openssl rand -hex 24) --tls-cert cert.pem --tls-key key.pem

/healthz, /readyz and /metrics are answered over HTTP. Logs go to stderr, one JSON object a line.`;

export function serveCommand(): Command {
  const command = new Command('serve')
    .description('serve streams of sensors and sound over WebSocket')
    .option('--port <n>', 'port to listen at; 0: any free one', wholeFrom(0, 65_535), 8080)
    .option('--host <name>', 'address to listen at; other machines than this one need a token', '127.0.0.1')
    .option('--model <file>', 'model of streams that name none')
    .option('--models <folder>', 'models that streams can name, without .safetensors')
    .option(
      '--token <rights:token>',
      'what a token allows, of send,watch,operate,administer; more than one can be given',
      grant,
      [],
    )
    .option('--tokens <file>', 'the same, one a line')
    .option('--origin <origin>', 'pages of that origin may connect; more than one can be given', list, [])
    .option('--insecure', 'let other machines connect without a token', false)
    .option('--tls-cert <file>', 'certificate, PEM: serve https and wss')
    .option('--tls-key <file>', 'its key, PEM')
    .option('--state <folder>', 'save streams there, so that a server that is started again goes on where this one was')
    .option(
      '--adapt <hours>',
      "of 'anomaly': for how long a channel is not learnt from while its alarm lasts, 'never' or 'when-acknowledged' (default: 4)",
      adaptOrAcknowledged,
    )
    .option('--save-every <ms>', 'how often', wholeFrom(20, 3_600_000), 2000)
    .option('--keep <seconds>', 'how long a stream waits for its client to come back', wholeFrom(1, 604_800), 300)
    .option('--heartbeat <ms>', 'each side says something at least so often', wholeFrom(100, 600_000), 15_000)
    .option('--engines <n>', 'engine threads (default: one less than there are cores)', wholeFrom(1, 256))
    .option('--memory <MiB>', 'of all streams together', wholeFrom(16, 1_048_576), 1024)
    .option('--max-message <KiB>', 'longest message of a client', wholeFrom(1, 16_384), 256)
    .option('--max-streams <n>', 'streams that a client may have', wholeFrom(1, 65_536), 4096)
    .option('--max-connections <n>', 'connections at a time', wholeFrom(1, 1_000_000), 20_000)
    .option('--max-rate <MiB>', 'bytes that a client may send, a second over ten seconds', wholeFrom(1, 10_240), 32)
    .addOption(
      new Option('--log-level <level>', 'of the log')
        .choices(['debug', 'info', 'warn', 'error', 'silent'])
        .default('info'),
    )
    .option('--influx', 'take lines of InfluxDB by POST /write, as Telegraf sends them', false)
    .option(
      '--describe <file>',
      'a JSON file that says what channels of MQTT and --influx are: [{ "name", "kind": "gauge" | "counter" | "state", "unit", "min", "max", "states" }], or such lists by stream',
      parseFeedDescriptions,
    )
    .option(
      '--history <stream=file>',
      'a table from which that stream of MQTT or --influx learns first; more than one can be given',
      parseHistory,
    )
    .option('--no-page', 'leave out the page that shows the streams')
    .option('--json', 'one JSON object a line on stdout', false)
    .addHelpText('after', EXAMPLES);
  return addNatsOptions(addMqttOptions(addAlarmOptions(command))).action(serve);
}

/** The last lines of the log may take so long. */
const LAST_LINES_MS = 500;

async function serve(options: Options): Promise<void> {
  const ended = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve(signal));
  });
  const droppedLine = (lines: number) =>
    `${JSON.stringify({ level: 40, time: Date.now(), lines, msg: 'log lines were dropped' })}\n`;
  const output = new BoundedOutput(2, { droppedLine });
  const log = pino.pino({ level: options.logLevel, base: null }, output);
  const settings = await settingsOf(options);
  const pages = options.page ? await dashboard(log) : undefined;
  await using server = await start({ ...settings, log, ...(pages === undefined ? {} : { pages }) });
  const { url, socketUrl } = server;
  const page = pages === undefined ? {} : { sensors: `${url}sensors.html` };
  if (options.json) printJson({ kind: 'serving', url, socketUrl, ...page });
  else
    printText(
      '',
      `  sluice serve   ${socketUrl}`,
      `  dashboard      ${page.sensors ?? 'left out'}`,
      `  metrics        ${url}metrics`,
      '',
    );
  if (options.insecure && (settings.tokens ?? []).length === 0 && !isLoopback(options.host)) {
    log.warn({ host: options.host }, 'other machines may connect without a token');
  }
  log.info({ signal: await ended }, 'the server ends');
  await server.close();
  await output.flush(LAST_LINES_MS);
  if (options.json) printJson({ kind: 'ended' });
}

async function settingsOf(options: Options): Promise<StartOptions> {
  const { port, host, insecure, models, origin: origins, state, tlsCert, tlsKey, engines } = options;
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    throw new UsageError("'--tls-cert' and '--tls-key' go together");
  const tokens = [...options.token, ...(options.tokens === undefined ? [] : await grantsOf(options.tokens))];
  if (!isLoopback(host) && tokens.length === 0 && !insecure) {
    throw new UsageError(`Cannot serve at ${host} without a token: give '--token', or say '--insecure'`);
  }
  const mqtt = mqttSettings(options);
  const alarms = await alarmSettings(options, mqtt.outlet === undefined ? [] : [mqtt.outlet]);
  const nats = await natsSettings(options);
  const history = options.history === undefined ? {} : { history: await feedHistories(options.history) };
  const described = { ...(options.describe === undefined ? {} : { described: options.describe }), ...history };
  const [forFeeds] = (['describe', 'history'] as const).filter((name) => options[name] !== undefined);
  if (forFeeds !== undefined && mqtt.feed === undefined && !options.influx)
    throw new UsageError(`'--${forFeeds}' goes with '--subscribe' or '--influx'`);
  const MI = 2 ** 20;
  return {
    ...(alarms === undefined ? {} : { alarms }),
    ...(nats === undefined ? {} : { nats }),
    ...(mqtt.feed === undefined ? {} : { mqtt: { ...mqtt.feed, ...history } }),
    ...(options.influx ? { influx: described } : {}),
    port,
    host,
    insecure,
    tokens,
    origins,
    keepMs: options.keep * 1000,
    saveEveryMs: options.saveEvery,
    heartbeatMs: options.heartbeat,
    limits: {
      memoryBytes: options.memory * MI,
      messageBytes: options.maxMessage * 1024,
      streams: options.maxStreams,
      connections: options.maxConnections,
      bytesPerSecond: options.maxRate * MI,
    },
    ...(options.model === undefined ? {} : { model: await modelOf(options.model) }),
    ...(models === undefined ? {} : { models }),
    ...(options.adapt === undefined ? {} : { adapt: options.adapt }),
    ...(state === undefined ? {} : { state }),
    ...(engines === undefined ? {} : { engines }),
    ...(tlsCert === undefined || tlsKey === undefined
      ? {}
      : { tls: { cert: await readFile(tlsCert), key: await readFile(tlsKey) } }),
  };
}

async function start(options: StartOptions): Promise<RunningServer> {
  try {
    return await startServer(options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') throw error;
    throw new Error(`Cannot serve at ${options.host}:${options.port}: received ${code}`, { cause: error });
  }
}

/** Named after its file. */
async function modelOf(file: string): Promise<NonNullable<StartOptions['model']>> {
  return {
    name: basename(file).replace(/\.safetensors$/, ''),
    model: readAnyModel((await nodePlatform.read(file)).bytes),
  };
}

/** Throws UsageError for a file without a token: with none at all, anybody may do anything. */
async function grantsOf(file: string): Promise<Grant[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').map((line) => line.trim());
  const grants = lines.filter((line) => line !== '' && !line.startsWith('#')).map(parseGrant);
  if (grants.length === 0) throw new UsageError(`'--tokens' must name a file of tokens: received none in ${file}`);
  return grants;
}

function grant(text: string, before: readonly Grant[]): readonly Grant[] {
  try {
    return [...before, parseGrant(text)];
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

function list(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}
