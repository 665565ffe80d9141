// Whatever clients do, a server's memory stays within its `--memory` and a stated base. What counts is what the system
// says of the process, not what the server counts itself.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { vectorModel } from '#src/harness/vector-model.js';
import { writeModel } from '#src/node/index.js';
import { MEMORY_BASE_BYTES, MEMORY_TIMES } from '#src/server/transport/limits.js';
import { startSluice } from '../support/command.js';
import { temporaryFolder } from '../support/folder.js';
import { CHANNELS, model, RATE } from './stand.js';

/** Two at a time, each on a server of its own. */
const ATTACKS = [
  ['lists whose answers are not read', 'handshakes that do not end'],
  ['watchers that do not read', 'streams with a large state'],
  ['messages that do not end', 'streams of many channels'],
  ['small messages faster than they are read', 'opens with long names'],
  ['wide rows that are not acknowledged', 'streams that are left behind'],
  ['connections', 'none'],
];
const MEMORY_MIB = 64;
const ATTACK_MS = 4000;
const MI = 2 ** 20;
const { path: folder } = temporaryFolder();

beforeAll(async () => {
  const large = vectorModel({ channels: CHANNELS, hidden: 1024, rowsPerSecond: RATE, seed: 4, scale: 3 });
  await writeFile(`${folder}/rows.safetensors`, writeModel(model));
  await writeFile(`${folder}/large.safetensors`, writeModel(large));
});

/** The most that a process has had in memory so far, MiB. */
function peakMiB({ pid }: ChildProcess): number {
  const [, kibibytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) / 1024;
}

async function peakUnder(attack: string): Promise<number> {
  const args = ['serve', '--json', '--port', '0', '--log-level', 'error', '--memory', `${MEMORY_MIB}`];
  const server = startSluice([...args, '--models', folder, '--model', `${folder}/rows.safetensors`]);
  const [line] = await once(server.stdout, 'data');
  const { socketUrl } = JSON.parse(String(line)) as { socketUrl: string };
  const attacker = new URL('./memory-attacker.mjs', import.meta.url).pathname;
  const child = spawn(process.execPath, [attacker, socketUrl, attack], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    expect(String((await once(child.stdout, 'data'))[0]).trim()).toBe('attacking');
    await new Promise((resolve) => setTimeout(resolve, ATTACK_MS));
    expect(server.exitCode).toBe(null);
    return peakMiB(server);
  } finally {
    child.kill('SIGKILL');
    server.kill('SIGKILL');
  }
}

describe.skipIf(process.platform !== 'linux')('the memory of a server', () => {
  it.each(ATTACKS)('stays within its bound under: %s; %s', async (...attacks) => {
    const mostMiB = MEMORY_TIMES * MEMORY_MIB + MEMORY_BASE_BYTES / MI;
    for (const peak of await Promise.all(attacks.map(peakUnder))) {
      expect(peak).toBeGreaterThan(30);
      expect(peak).toBeLessThanOrEqual(mostMiB);
    }
  });

  it('is said in the documents', () => {
    const text = readFileSync(new URL('../../docs/server.md', import.meta.url), 'utf8');
    expect(text).toContain(`${MEMORY_TIMES} times \`--memory\` and ${MEMORY_BASE_BYTES / MI} MiB`);
  });
});
