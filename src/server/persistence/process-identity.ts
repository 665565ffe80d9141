// Which process this is, so that another one can tell later whether it still runs: a number of a process alone does not
// say it, because numbers are given out again.
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import * as v from 'valibot';

const ProcessIdentitySchema = v.object({
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** When it started, by the machine's own count; empty where the system does not say. */
  started: v.string(),
  /** The machine and its boot, and the name space that the number is of: a container has its own. */
  boot: v.string(),
  space: v.string(),
});

export type ProcessIdentity = v.InferOutput<typeof ProcessIdentitySchema>;

/** Null where the text is not the identity of a process. */
export function readIdentity(text: string): ProcessIdentity | null {
  try {
    return v.parse(ProcessIdentitySchema, JSON.parse(text));
  } catch {
    return null;
  }
}

export async function ownIdentity(): Promise<ProcessIdentity> {
  const { pid } = process;
  return { pid, started: (await startOf(pid)) ?? '', boot: await bootId(), space: await pidSpace() };
}

/**
 * Whether that process runs; null where it cannot be known from here, because it is of another machine or container.
 */
export async function isRunning(identity: ProcessIdentity): Promise<boolean | null> {
  const own = await ownIdentity();
  if (identity.boot !== own.boot) return identity.boot.split(' ')[0] === own.boot.split(' ')[0] ? false : null;
  if (identity.space !== own.space) return null;
  const started = await startOf(identity.pid);
  if (started !== null) return started === identity.started;
  if (own.started !== '') return false; // the system says when processes started, and has none of that number
  try {
    process.kill(identity.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Clock ticks from the boot to the start of a process: field 22 of its stat. The name before it may hold anything. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? null : (rest[18] ?? null); // a zombie holds nothing
  } catch {
    return null;
  }
}

/** `machine boot`. */
async function bootId(): Promise<string> {
  const read = (path: string) => readFile(path, 'utf8').then((text) => text.trim());
  const machine = await read('/etc/machine-id').catch(() => '');
  const boot = await read('/proc/sys/kernel/random/boot_id').catch(() => '');
  return `${machine === '' ? hostname() : machine} ${boot}`;
}

async function pidSpace(): Promise<string> {
  return readlink('/proc/self/ns/pid').catch(() => '');
}
