// A connection to NATS with JetStream, by the packages of nats.io. Where NATS is away it is looked for again and again,
// and whoever waits for it waits.
import type { JetStreamClient, JetStreamManager, StreamConfig } from '@nats-io/jetstream';
import type { KV, Kvm } from '@nats-io/kv';
import type { ConnectionOptions, NatsConnection } from '@nats-io/transport-node';
import { SluiceError } from '../../../../errors.js';
import { optionalPackage } from '../../../optional-package.js';

export interface NatsLinkOptions {
  /** Addresses, as `nats://host:4222`. A user's name and password stand before the host. */
  readonly servers: readonly string[];
  /** A file of credentials, as `nsc` writes it. */
  readonly credentials?: Uint8Array;
  /** Certificates that are trusted, PEM. */
  readonly ca?: string;
  warn(facts: Record<string, unknown>, sentence: string): void;
  info(facts: Record<string, unknown>, sentence: string): void;
}

const LEAST_VERSION = [2, 9] as const;
/** Looked for so often while it is away, ms. */
const AGAIN_MS = 250;
const PING_MS = 2000;
/** A request that is not answered within this time is made again, or rejects, ms. */
export const REQUEST_MS = 2000;
/** Codes of JetStream. */
const NO_SUCH_STREAM = 10_059;
/** Not for this account; subjects of another stream; several copies on one server: another try brings the same. */
const FINAL: ReadonlySet<unknown> = new Set([10_039, 10_065, 10_074]);
const DOING = 'Cannot work as one of a fleet';

interface NatsLinkParts {
  readonly connection: NatsConnection;
  readonly jetstream: JetStreamClient;
  readonly manager: JetStreamManager;
  readonly kvm: Kvm;
  readonly signal: AbortSignal;
}

export class NatsLink {
  readonly connection: NatsConnection;
  readonly jetstream: JetStreamClient;
  readonly manager: JetStreamManager;
  readonly #kvm: Kvm;
  readonly #options: NatsLinkOptions;
  readonly #signal: AbortSignal;
  readonly #backs = new Set<() => void>();
  /** Whether NATS is there at the moment. */
  isUp = true;

  /** Rejects with SluiceError FLEET_UNUSABLE and PACKAGE_MISSING. Waits for a NATS that is not there yet. */
  static async open(options: NatsLinkOptions, signal: AbortSignal): Promise<NatsLink> {
    const transport = await optionalPackage('@nats-io/transport-node', DOING, () => import('@nats-io/transport-node'));
    const js = await optionalPackage('@nats-io/jetstream', DOING, () => import('@nats-io/jetstream'));
    const kv = await optionalPackage('@nats-io/kv', DOING, () => import('@nats-io/kv'));
    const { servers, credentials, ca } = options;
    const settings: ConnectionOptions = {
      ...{ servers: servers.map(addressOf), name: 'sluice', maxReconnectAttempts: -1, reconnectTimeWait: AGAIN_MS },
      ...{ pingInterval: PING_MS, maxPingOut: 2, timeout: REQUEST_MS, ...accountOf(servers) },
      ...(credentials === undefined ? {} : { authenticator: transport.credsAuthenticator(credentials) }),
      ...(servers.some((each) => each.startsWith('tls:')) || ca !== undefined
        ? { tls: ca === undefined ? {} : { ca } }
        : {}),
    };
    const connection = await connected(() => transport.connect(settings), options, signal);
    try {
      checkServer(connection);
      const jsOptions = { timeout: REQUEST_MS };
      const manager = await js.jetstreamManager(connection, { ...jsOptions, checkAPI: false });
      const jetstream = js.jetstream(connection, jsOptions);
      const link = new NatsLink({ connection, jetstream, manager, kvm: new kv.Kvm(jetstream), signal }, options);
      await link.#ready('let it use JetStream', () => manager.getAccountInfo());
      return link;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  private constructor(parts: NatsLinkParts, options: NatsLinkOptions) {
    this.#options = options;
    this.#signal = parts.signal;
    this.connection = parts.connection;
    this.jetstream = parts.jetstream;
    this.manager = parts.manager;
    this.#kvm = parts.kvm;
    void this.#listen();
  }

  /** Makes a stream where there is none. One that is there stays as it is. */
  async stream(config: Partial<StreamConfig> & { readonly name: string }): Promise<void> {
    await this.#ready(`let it make the stream '${config.name}'`, async () => {
      const known = await this.manager.streams.info(config.name).catch((error) => {
        if (codeOf(error) === NO_SUCH_STREAM) return null;
        throw error;
      });
      if (known === null) await this.manager.streams.add(config);
    });
  }

  /** Read from the leader alone: a copy may be behind, and an old state would be taken for the last one. */
  async bucket(name: string, replicas: number): Promise<KV> {
    return this.#ready(`let it make the bucket '${name}'`, () =>
      this.#kvm.create(name, { history: 1, replicas, allow_direct: false }),
    );
  }

  /** Calls back whenever NATS is there again. Returns a function that ends it. */
  whenBack(back: () => void): () => void {
    this.#backs.add(back);
    return () => void this.#backs.delete(back);
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  /** Asks until NATS is ready for it: several servers need some time to agree. Rejects where that would be in vain. */
  async #ready<T>(must: string, ask: () => Promise<T>): Promise<T> {
    for (let told = false; ; told = true) {
      try {
        return await ask();
      } catch (error) {
        const reason = reasonOf(error);
        if (FINAL.has(codeOf(error)) || isRefused(error) || this.#signal.aborted) {
          throw unusable(`NATS must ${must}: received '${reason}'`, error);
        }
        if (!told) this.#options.warn({ reason }, `NATS must ${must}, and does not yet; it is tried again`);
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  async #listen(): Promise<void> {
    const { warn, info } = this.#options;
    for await (const { type } of this.connection.status()) {
      if (type === 'disconnect') {
        this.isUp = false;
        warn({}, 'NATS is away; it is looked for again and again');
      } else if (type === 'reconnect') {
        this.isUp = true;
        for (const back of [...this.#backs]) back();
        info({ server: this.connection.getServer() }, 'NATS is there again');
      }
    }
  }
}

/** Tries until NATS is there, or says why that would be in vain. */
async function connected(
  connect: () => Promise<NatsConnection>,
  { servers, warn }: NatsLinkOptions,
  signal: AbortSignal,
): Promise<NatsConnection> {
  for (let told = false; ; told = true) {
    try {
      return await connect();
    } catch (error) {
      const reason = reasonOf(error);
      if (isRefused(error)) {
        throw unusable(`NATS must know its credentials: received '${reason}'`, error);
      }
      if (signal.aborted) throw unusable(`NATS must be at ${servers.map(withoutAccount)}: received ${reason}`, error);
      if (!told) warn({ servers: servers.map(withoutAccount), reason }, 'NATS is not there yet; it is waited for');
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

function checkServer({ info }: NatsConnection): void {
  const version = info?.version ?? '';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor, leastMinor] = LEAST_VERSION;
  if (major < leastMajor || (major === leastMajor && minor < leastMinor)) {
    throw unusable(`NATS must be ${LEAST_VERSION.join('.')} or later: received ${version}`);
  }
  if (info?.jetstream !== true) throw unusable("NATS must have JetStream; start it with 'nats-server -js'");
}

function unusable(what: string, cause?: unknown): SluiceError {
  return new SluiceError('FLEET_UNUSABLE', `${DOING}: ${what}`, { cause });
}

function isRefused(error: unknown): boolean {
  return /authori[sz]ation|authentication|permission/i.test(`${(error as Error).name} ${reasonOf(error)}`);
}

function codeOf(error: unknown): unknown {
  return (error as { readonly code?: unknown }).code;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What the client takes: host and port. */
function addressOf(server: string): string {
  return URL.canParse(server) ? server.replace(/^(\w+:\/\/)[^/]*@/, '$1') : server;
}

function withoutAccount(server: string): string {
  return addressOf(server);
}

/** The first account that an address names: `nats://user:password@host`, or `nats://token@host`. */
function accountOf(servers: readonly string[]): Partial<ConnectionOptions> {
  for (const server of servers) {
    if (!URL.canParse(server)) continue;
    const { username, password } = new URL(server);
    if (password !== '') return { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
    if (username !== '') return { token: decodeURIComponent(username) };
  }
  return {};
}
