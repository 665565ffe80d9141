// A server of streams on an HTTP server that somebody else made: it takes the WebSocket handshakes, and answers
// /healthz, /readyz and /metrics.
import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import { monotonicMs } from '../clock.js';
import { startEngine } from '../engine/main/pool.js';
import type { Platform } from '../platform.js';
import { CODES, closeReason, GOING_AWAY, Refusal } from '../protocol/closing.js';
import { drained, releaseAll } from './drain.js';
import { Feeds } from './feeds/feeds.js';
import { answerWrite } from './feeds/influx/write-endpoint.js';
import { Fleet } from './fleet/fleet.js';
import { checkNats } from './fleet/nats-settings.js';
import { openNatsStorage } from './fleet/storage/nats/nats-storage.js';
import { MemoryAccount } from './memory-account.js';
import { Counters } from './metrics/counters.js';
import { Metrics } from './metrics/metrics.js';
import { neededPackage } from './needed-package.js';
import { Operator } from './operator/operator.js';
import type { ServeOptions } from './options.js';
import { Outlets } from './outlets/outlets.js';
import { type CheckedAlarms, checkAlarmSettings } from './outlets/settings.js';
import { Saver } from './persistence/saver.js';
import { EngineFleet } from './scheduling/engine-fleet.js';
import { ServerLog } from './server-log.js';
import type { StreamServer } from './stream-server.js';
import { ModelRegistry } from './streams/model-registry.js';
import { StreamHub } from './streams/stream-hub.js';
import { AlarmWatching } from './transport/alarm-watching.js';
import { chooseProtocol } from './transport/authentication/subprotocols.js';
import { Tokens } from './transport/authentication/tokens.js';
import { ClientBudgets } from './transport/client-budgets.js';
import { Connection } from './transport/connection.js';
import { authorize, payerOf } from './transport/handshake.js';
import { answerHttp, answerInTurn, endBody, isOurs } from './transport/http.js';
import { checkLimits } from './transport/limits.js';
import { SocketGate } from './transport/socket-gate.js';
import { Watching } from './transport/watching.js';

const TICK_MS = 1000;
const ACKNOWLEDGE_MS = 100;
/** What has come is processed within this time when the server ends. */
const DRAIN_MS = 5000;
/** A connection that holds less is not closed for lack of memory: what one read brings, and a message, are its work. */
const LEAST_HELD_BYTES = 160 * 1024;
/** Alarms that wait are delivered within this time when the server ends; the others wait on the disk. */
const FAREWELL_ALARMS_MS = 3000;
/** What a handshake costs beside what is measured, ms: the connection is accepted, its request read, its welcome sent. */
const HANDSHAKE_MS = 0.2;
/** Acknowledgements in a fleet wait for NATS, so that many times as much is kept for a client that comes back. */
const FLEET_KEEPS = 4;
/** A refused client may answer its close within this time. */
const FAREWELL_MS = 500;

/**
 * Serves streams on `http`, which stays the caller's: to listen with, and to close after this server.
 * Throws TypeError or RangeError for wrong options, SluiceError PACKAGE_MISSING where `ws` or `prom-client` is not
 * installed.
 */
export function attachTo(platform: Platform, http: HttpServer | HttpsServer, options: ServeOptions): StreamServer {
  return new AttachedServer(platform, http, options);
}

class AttachedServer implements StreamServer {
  readonly ready: Promise<void>;
  readonly #http: HttpServer | HttpsServer;
  readonly #options: ServeOptions;
  readonly #log: ServerLog;
  readonly #limits;
  readonly #tokens: Tokens;
  readonly #counters = new Counters();
  readonly #watching = new Watching();
  readonly #alarmWatching = new AlarmWatching(() => this.#operator);
  readonly #operator: Operator;
  readonly #fleet: EngineFleet;
  readonly #registry: ModelRegistry;
  readonly #hub: StreamHub;
  readonly #memory: MemoryAccount;
  /** Null: streams are not saved. */
  readonly #saver: Saver | null;
  /** This server as one of several; null: it is alone. */
  readonly #node: Fleet | null;
  readonly #metrics: Metrics;
  readonly #sockets: WebSocketServer;
  readonly #connections = new Set<Connection>();
  readonly #budgets: ClientBudgets;
  /** Handshakes that wait for their client's turn. */
  #entering = 0;
  /** Names by which the server is reached, beside addresses and names without a dot. */
  readonly #hosts: readonly string[];
  readonly #timers: ReturnType<typeof setInterval>[] = [];
  #models: readonly string[] = [];
  /** Null: alarms go nowhere but to clients. */
  readonly #alarms: CheckedAlarms | null;
  #outlets: Outlets | null = null;
  readonly #feeds: Feeds;
  #isReady = false;
  #closing: Promise<void> | null = null;

  constructor(platform: Platform, http: HttpServer | HttpsServer, options: ServeOptions) {
    const { model = null, models = null, tokens = [], keepMs = 300_000, adapt } = options;
    const checked = checkLimits(options.limits ?? {});
    const limits = options.nats === undefined ? checked : { ...checked, keptBytes: FLEET_KEEPS * checked.keptBytes };
    this.#alarms = options.alarms === undefined ? null : checkAlarmSettings(options.alarms);
    this.#http = http;
    this.#options = options;
    this.#log = new ServerLog(options.log ?? null);
    this.#limits = limits;
    this.#tokens = new Tokens(tokens);
    this.#hosts = [...(options.hosts ?? []), ...hostsOf(options.origins ?? [])];
    this.#fleet = new EngineFleet(() => startEngine(platform, 'shared'), options.engines);
    this.#registry = new ModelRegistry({
      ...{ standard: model, folder: models, most: limits.models, rates: limits.rates },
      ...(adapt === undefined ? {} : { adapt }),
    });
    const { state: path, saveEveryMs: everyMs = 2000 } = options;
    const streams = () => this.#hub.streams;
    this.#saver =
      path === undefined
        ? null
        : new Saver({
            ...{ path, everyMs, counters: this.#counters, streams, warn: this.#warn },
            // A state that covers an alarm must not be on the disk before the alarm is.
            beforeWrite: async () => {
              await this.#outlets?.sync();
              await this.#operator.sync();
            },
          });
    this.#operator = new Operator({
      stream: (name) => this.#hub.get(name),
      tell: (note) => this.#outlets?.add(note),
      listener: this.#alarmWatching,
      warn: this.#warn,
    });
    this.#node = this.#nodeOf(options, keepMs, everyMs);
    this.#hub = new StreamHub({
      platform,
      registry: this.#registry,
      fleet: this.#fleet,
      limits,
      counters: this.#counters,
      watchers: this.#node?.watchers ?? this.#watching,
      alarm: (stream, detection) => this.#operator.detected(stream, detection),
      marksOf: (name, token) => this.#operator.marksOf(name, token),
      opened: ({ name }) => this.#outlets?.opened(name),
      // In a fleet it is the log that says when a client was away for too long.
      keepMs: this.#node === null ? keepMs : Number.POSITIVE_INFINITY,
      store: this.#node ?? this.#saver,
      connectionBytes: () => this.#connectionBytes(),
      shedConnections: (bytes) => this.#shedConnections(bytes),
      warn: this.#warn,
      forgotten: (stream) => {
        const { name, predictions } = stream;
        this.#operator.forgotten(stream);
        this.#log.info({ stream: name, predictions }, 'a stream is over');
      },
    });
    const info = (facts: Record<string, unknown>, sentence: string) => this.#log.info(facts, sentence);
    const state = options.state ?? null;
    this.#feeds = new Feeds({ options, state, hub: this.#hub, mostStreams: limits.streams, warn: this.#warn, info });
    this.#budgets = new ClientBudgets(() => this.#hub.pressed);
    this.#memory = new MemoryAccount({
      mostBytes: limits.memoryBytes,
      streamBytes: () => this.#hub.heldBytes,
      connectionBytes: () => this.#connectionBytes(),
      exceeded: (bytes) => this.#shedConnections(bytes),
    });
    this.#metrics = new Metrics(this.#counters, {
      detections: () => this.#hub.detections(),
      dropped: () => this.#hub.dropped,
      streams: () => this.#hub.count,
      watches: () => this.#watching.count,
      memoryBytes: () => this.#memory.sum(),
      streamBytes: () => this.#hub.heldBytes,
      hopsUnderWay: () => this.#fleet.schedulers.reduce((sum, { underWay }) => sum + underWay, 0),
      outlets: () => this.#outlets?.status() ?? [],
      feeds: () => this.#feeds.all,
      alarms: () => this.#operator.counts(),
      fleet: this.#node,
    });
    const ws = neededPackage<typeof import('ws')>('ws');
    this.#sockets = new ws.WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: limits.messageBytes,
      perMessageDeflate: false,
      handleProtocols: chooseProtocol,
    });
    http.on('upgrade', this.#upgrade);
    http.on('request', this.#answer);
    this.#timers.push(
      setInterval(() => this.#tick(), TICK_MS),
      setInterval(() => this.#acknowledge(), ACKNOWLEDGE_MS),
    );
    this.ready = this.#prepare();
    this.ready.catch(() => undefined); // reported to whoever waits for it
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  readonly #warn = (facts: Record<string, unknown>, sentence: string): void => this.#log.warn(facts, sentence);

  async #prepare(): Promise<void> {
    this.#models = await this.#registry.names();
    if (this.#alarms !== null) await this.#openOutlets(this.#alarms);
    const { state } = this.#options;
    if (state !== undefined) await this.#operator.open(join(state, 'operator'));
    await this.#saver?.start((saved) => this.#hub.restore(saved));
    this.#operator.restored();
    await this.#node?.start();
    await this.#feeds.open();
    this.#isReady = true;
  }

  /** Throws TypeError or RangeError. */
  #nodeOf(options: ServeOptions, keepMs: number, saveEveryMs: number): Fleet | null {
    if (options.nats === undefined) return null;
    const other = (['state', 'mqtt', 'influx'] as const).find((name) => options[name] !== undefined);
    if (other !== undefined) throw new TypeError(`Cannot serve with 'nats' and '${other}': give one of them`);
    const settings = checkNats(options.nats);
    const info = (facts: Record<string, unknown>, sentence: string) => this.#log.info(facts, sentence);
    const logs = { warn: this.#warn, info };
    return new Fleet({
      ...{ ...logs, partitions: settings.partitions, leaseMs: settings.leaseMs, saveEveryMs, keepMs },
      storage: (signal) => openNatsStorage({ ...settings, ...logs }, signal),
      ...{ hub: () => this.#hub, registry: this.#registry, limits: this.#limits },
      ...{ watching: this.#watching, counters: this.#counters },
    });
  }

  async #openOutlets(settings: CheckedAlarms): Promise<void> {
    const { state } = this.#options;
    const folder = state === undefined ? null : join(state, 'alarms');
    const info = (facts: Record<string, unknown>, sentence: string) => this.#log.info(facts, sentence);
    this.#outlets = await Outlets.open({ settings, folder, warn: this.#warn, info });
  }

  readonly #upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => undefined); // until `ws` listens: Node has removed its own listener
    if (this.#connections.size + this.#entering >= this.#limits.connections || this.#memory.isFull) {
      socket.once('finish', () => socket.destroy()); // a client that never closes its side holds nothing
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    // Saved streams are restored first, so that their clients find them.
    this.ready.then(
      () => this.#enter(request, socket, head),
      () => socket.destroy(),
    );
  };

  /** Makes the handshake in its client's turn, unless the client is gone by then. */
  #enter(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const budget = this.#budgets.of(payerOf(request, this.#tokens));
    const gate = new SocketGate(socket);
    let waits = true;
    this.#entering++;
    budget.members++;
    const over = () => {
      if (!waits) return;
      waits = false;
      this.#entering--;
      budget.members--;
    };
    budget.spend(HANDSHAKE_MS);
    const leave = budget.whenAllowed(() => {
      over();
      if (socket.destroyed) return;
      this.#sockets.handleUpgrade(request, socket, head, (client) => this.#welcome(request, client, gate));
    });
    const gone = () => {
      if (!waits) return;
      leave();
      over();
      socket.destroy();
    };
    if (!waits) return;
    gate.ended = gone;
    socket.once('close', gone);
  }

  #welcome(request: IncomingMessage, client: WebSocket, gate: SocketGate): void {
    try {
      if (this.#closing !== null) throw new Refusal('ENDING', 'the server is about to end');
      const { origins = [] } = this.#options;
      const { rights, client: who } = authorize(request, { tokens: this.#tokens, origins, hosts: this.#hosts });
      this.#counters.connectionsEver++;
      const made = new Connection({
        socket: client,
        gate,
        rights,
        client: who,
        name: `connection ${this.#counters.connectionsEver}`,
        budget: this.#budgets.of(who),
        hub: this.#node?.edge ?? this.#hub,
        watching: this.#watching,
        operator: this.#operator,
        alarmWatching: this.#alarmWatching,
        limits: this.#limits,
        counters: this.#counters,
        heartbeatMs: this.#options.heartbeatMs ?? 15_000,
        models: this.#models,
        holds: (bytes) => this.#memory.note(bytes),
        warn: this.#warn,
        closed: (connection, code, reason) => this.#closed(connection, code, reason),
      });
      this.#connections.add(made);
      this.#memory.note(made.heldBytes);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#counters.refused(error.code);
      const facts = { code: error.code, from: request.socket.remoteAddress, reason: error.message };
      this.#warn(facts, 'a connection was refused');
      client.on('error', () => undefined);
      client.close(error.code, closeReason(error.message));
      setTimeout(() => client.terminate(), FAREWELL_MS).unref();
    }
  }

  readonly #answer = (request: IncomingMessage, response: ServerResponse): void => {
    if (response.headersSent) return; // another listener answered, whatever the address
    const budget = () => this.#budgets.of(payerOf(request, this.#tokens));
    const parts = {
      tokens: this.#tokens,
      metrics: this.#metrics,
      isReady: this.#isReady && this.#closing === null && (this.#node?.isReady ?? true),
      hosts: this.#hosts,
      inTurn: (work: () => void) => void response.once('close', budget().whenAllowed(work)),
    };
    const isAlone = this.#http.listenerCount('request') === 1;
    const answer = () => {
      if (
        this.#answerFeeds(request, response) ||
        answerHttp(request, response, parts) ||
        this.#options.pages?.(request, response)
      )
        return;
      if (response.headersSent || !isAlone) return;
      endBody(response);
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end('there is nothing here; streams speak sluice.v1 over WebSocket\n');
    };
    if (!isAlone && !isOurs(request)) return answer(); // perhaps the other listener's, who does not wait for us
    answerInTurn(request, response, budget(), answer);
  };

  /** Lines that are posted. */
  #answerFeeds(request: IncomingMessage, response: ServerResponse): boolean {
    const { influx } = this.#feeds;
    if (influx === null) return false;
    const { origins = [] } = this.#options;
    return answerWrite(request, response, { feed: influx, tokens: this.#tokens, hosts: this.#hosts, origins });
  }

  #closed(connection: Connection, code: number, reason: string): void {
    this.#connections.delete(connection);
    // The reason may be the client's own: it is a fact and not the sentence.
    if (code >= CODES.WRONG_PROTOCOL) this.#warn({ code, reason }, 'a connection was closed');
    else this.#log.debug({ code }, 'a connection is over');
  }

  #connectionBytes(): number {
    let bytes = 0;
    for (const connection of this.#connections) bytes += connection.heldBytes;
    return bytes;
  }

  /** Closes connections for which the most is held, those of the client first that takes the most. */
  #shedConnections(bytes: number): void {
    const byClient = new Map<string, number>();
    const large = [...this.#connections].map((connection) => ({ connection, bytes: connection.heldBytes }));
    for (const { connection, bytes } of large) {
      byClient.set(connection.client, (byClient.get(connection.client) ?? 0) + bytes);
    }
    const ofClient = ({ client }: Connection) => byClient.get(client) ?? 0;
    large.sort((a, b) => ofClient(b.connection) - ofClient(a.connection) || b.bytes - a.bytes);
    let left = bytes;
    for (const each of large) {
      if (left <= 0) return;
      if (each.bytes < LEAST_HELD_BYTES) continue;
      left -= each.bytes;
      each.connection.shed();
    }
  }

  #tick(): void {
    const nowMs = monotonicMs();
    for (const connection of this.#connections) connection.tick(nowMs);
    this.#budgets.tick(nowMs);
    this.#hub.tick(nowMs);
    if (this.#isReady) this.#operator.tick();
    this.#memory.sum();
    this.#counters.connections = this.#connections.size;
  }

  #acknowledge(): void {
    for (const connection of this.#connections) connection.acknowledge();
  }

  async #close(): Promise<void> {
    const handedOver = this.#node?.close();
    if (this.#node === null) this.#hub.refuseNew();
    await this.ready.catch(() => undefined);
    await handedOver;
    await this.#feeds.close();
    await drained(this.#hub, DRAIN_MS);
    for (const timer of this.#timers) clearInterval(timer);
    this.#saver?.stop();
    await this.#saver?.saveAll(true);
    this.#acknowledge();
    for (const connection of this.#connections) connection.close(GOING_AWAY, 'the server ends');
    await this.#node?.end();
    await releaseAll(this.#hub);
    await this.#fleet.close();
    await this.#outlets?.close(FAREWELL_ALARMS_MS);
    await this.#operator.close();
    await this.#saver?.close();
    this.#http.off('upgrade', this.#upgrade);
    this.#http.off('request', this.#answer);
  }
}

function hostsOf(origins: readonly string[]): string[] {
  return origins.flatMap((origin) => {
    if (origin === '*') return ['*'];
    return URL.canParse(origin) ? [new URL(origin).hostname] : [];
  });
}
