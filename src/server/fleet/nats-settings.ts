// What a server is told of the fleet that it is one of, checked.
export interface NatsSettings {
  /** Addresses of NATS servers, as `nats://host:4222`; a user and a password stand before the host. */
  readonly servers: readonly string[];
  /** Begins the names in NATS: several fleets can share one. @default 'sluice' */
  readonly name?: string;
  /** Fixed when the first node of a fleet starts. @default 64 */
  readonly partitions?: number;
  /** Copies that NATS keeps of everything, on as many of its servers: 1, 3 or 5. @default 1 */
  readonly replicas?: number;
  /** A node that is not heard for so long has lost its streams, ms. @default 3000 */
  readonly leaseMs?: number;
  /** How long results are kept in NATS, ms. @default a day */
  readonly resultsMs?: number;
  /** A file of credentials, as `nsc` writes it: its bytes. */
  readonly credentials?: Uint8Array;
  /** Certificates that are trusted, PEM. @default those of the system */
  readonly ca?: string;
}

export interface CheckedNats extends Required<Omit<NatsSettings, 'partitions' | 'credentials' | 'ca'>> {
  /** Null: as many as the fleet has. */
  readonly partitions: number | null;
  readonly credentials?: Uint8Array;
  readonly ca?: string;
}

export const DEFAULT_PARTITIONS = 64;
const MOST_PARTITIONS = 4096;
const LEAST_LEASE_MS = 500;
const DAY_MS = 24 * 3_600_000;
const NAME = /^[A-Za-z0-9_-]{1,32}$/;

/** Throws TypeError or RangeError. */
export function checkNats(settings: NatsSettings): CheckedNats {
  const { servers, name = 'sluice', partitions, replicas = 1, leaseMs = 3000, resultsMs = DAY_MS } = settings;
  const { credentials, ca } = settings;
  const refuse = (what: string, received: unknown) =>
    new RangeError(`Cannot use these settings of NATS: ${what}: received ${received}`);
  if (!Array.isArray(servers) || servers.length === 0 || servers.some((each) => typeof each !== 'string')) {
    throw new TypeError(`Cannot use these settings of NATS: 'servers' must be addresses: received ${servers}`);
  }
  if (!NAME.test(name)) throw refuse("'name' must be 1 to 32 letters, digits, '-' or '_'", name);
  if (partitions !== undefined && !isWhole(partitions, 1, MOST_PARTITIONS)) {
    throw refuse(`'partitions' must be a whole number from 1 to ${MOST_PARTITIONS}`, partitions);
  }
  if (![1, 3, 5].includes(replicas)) throw refuse("'replicas' must be 1, 3 or 5", replicas);
  if (!(leaseMs >= LEAST_LEASE_MS)) throw refuse(`'leaseMs' must be at least ${LEAST_LEASE_MS}`, leaseMs);
  if (!(resultsMs >= 60_000)) throw refuse("'resultsMs' must be at least 60000", resultsMs);
  return {
    ...{ servers, name, partitions: partitions ?? null, replicas, leaseMs, resultsMs },
    ...(credentials === undefined ? {} : { credentials }),
    ...(ca === undefined ? {} : { ca }),
  };
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
