// The options of `serve` that make it one node of a fleet over NATS.
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { checkNats, type NatsSettings } from '../server/fleet/nats-settings.js';
import { wholeFrom } from './arguments.js';
import { UsageError } from './failure.js';

export interface NatsArguments {
  readonly nats?: string;
  readonly natsName?: string;
  readonly natsCredentials?: string;
  readonly natsCa?: string;
  readonly partitions?: number;
  readonly replicas?: number;
  readonly lease?: number;
}

/** The password, or without a user the token, of the addresses that name none. */
const PASSWORD_VARIABLE = 'SLUICE_NATS_PASSWORD';

export function addNatsOptions(command: Command): Command {
  return command
    .option('--nats <url>', `one of a fleet over NATS JetStream, as nats://host,host; password in ${PASSWORD_VARIABLE}`)
    .option('--nats-name <name>', 'begins the names in NATS, where several fleets share one (default: sluice)')
    .option('--nats-credentials <file>', 'credentials, as nsc writes them')
    .option('--nats-ca <file>', 'certificates that are trusted, PEM')
    .option('--partitions <n>', 'fixed when the first node starts (default: 64)', wholeFrom(1, 4096))
    .option('--replicas <n>', 'copies that NATS keeps: 1, 3 or 5 (default: 1)', wholeFrom(1, 5))
    .option('--lease <ms>', 'a node that is not heard for so long has lost its streams', wholeFrom(500, 60_000));
}

/** What the options come to. Throws UsageError. */
export async function natsSettings(options: NatsArguments): Promise<NatsSettings | undefined> {
  const { nats, natsName, natsCredentials, natsCa, partitions, replicas, lease } = options;
  if (nats === undefined) {
    const given = { '--nats-name': natsName, '--nats-credentials': natsCredentials, '--nats-ca': natsCa };
    const more = { ...given, '--partitions': partitions, '--replicas': replicas, '--lease': lease };
    const [alone] = Object.entries(more).find(([, said]) => said !== undefined) ?? [];
    if (alone !== undefined) throw new UsageError(`'${alone}' goes with '--nats'`);
    return undefined;
  }
  const settings: NatsSettings = {
    servers: nats.split(',').map((host, _, [first = '']) => addressOf(host, schemeOf(first))),
    ...(natsName === undefined ? {} : { name: natsName }),
    ...(natsCredentials === undefined ? {} : { credentials: await readFile(natsCredentials) }),
    ...(natsCa === undefined ? {} : { ca: await readFile(natsCa, 'utf8') }),
    ...(partitions === undefined ? {} : { partitions }),
    ...(replicas === undefined ? {} : { replicas }),
    ...(lease === undefined ? {} : { leaseMs: lease }),
  };
  try {
    checkNats(settings);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  return settings;
}

/** With a scheme, and with the password that the environment has. Throws UsageError. */
function addressOf(host: string, scheme: string): string {
  const address = host.includes('://') ? host : `${scheme}${host}`;
  if (!URL.canParse(address)) throw new UsageError(`'--nats' must be an address of NATS: received ${host}`);
  const url = new URL(address);
  const password = process.env[PASSWORD_VARIABLE] ?? '';
  if (password === '' || url.password !== '') return address;
  const account = url.username === '' ? password : `${url.username}:${encodeURIComponent(password)}`;
  return address.replace(/^(\w+:\/\/)([^/@]*@)?/, `$1${account}@`);
}

/** The first address says it for those that name none. */
function schemeOf(first: string): string {
  return /^\w+:\/\//.exec(first)?.[0] ?? 'nats://';
}
