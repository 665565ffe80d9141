// The same comparison on words: `sluice train keywords` for each cell, and what it says of itself.
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sluice = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/**
 * Trains on a folder of label folders; accuracy on speakers that were not heard, and seconds an epoch.
 * @param {readonly string[]} cells
 * @param {{ data?: string, labels?: string, hidden: number, epochs: string }} options
 */
export async function compareOnKeywords(cells, { data, labels, hidden, epochs }) {
  const rows = [];
  for (const cell of cells) {
    const out = join(tmpdir(), `compare-cells-${process.pid}-${cell}.safetensors`);
    const startMs = performance.now();
    const lines = await run([
      'train',
      'keywords',
      data ?? '',
      '--out',
      out,
      '--cell',
      cell,
      '--hidden',
      String(hidden),
      '--layers',
      '1',
      '--epochs',
      epochs,
      '--patience',
      epochs,
      ...(labels ? ['--labels', labels] : []),
      '--hours',
      '0.2',
      '--threads',
      '1',
      '--json',
    ]);
    const trained = lines.find(({ kind }) => kind === 'trained');
    const done = lines.filter(({ kind }) => kind === 'epoch').length;
    rows.push({
      cell,
      accuracy: trained.testClipAccuracy,
      secondsPerEpoch: (performance.now() - startMs) / 1000 / Math.max(1, done),
    });
  }
  return rows;
}

function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [sluice, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) return reject(new Error(`sluice ${args[0]} ended with exit code ${code}`));
      resolve(
        text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
      );
    });
  });
}
