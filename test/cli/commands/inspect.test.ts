import { describe, expect, it } from 'vitest';
import { writeModel } from '#src/model/file/model-file.js';
import { sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { tinyModel, tinyModelBytes } from '../../support/tiny-model.js';

const folder = temporaryFolder();
const bytes = tinyModelBytes({ hidden: 12, layers: 2 });
const file = folder.write('tiny.safetensors', bytes);

describe('sluice inspect', () => {
  it('prints what is in a model file as one line of JSON', async () => {
    const { code, lines } = await sluice(['inspect', file, '--json']);
    // (3 * 12) rows of 10 + 12 weights and 2 biases, again of 12 + 12, and the dense layer of 4 outputs
    const parameters = 36 * (10 + 12 + 2) + 36 * (12 + 12 + 2) + 4 * 13;
    expect(code).toBe(0);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      kind: 'model',
      name: 'tiny',
      bytes: bytes.length,
      parameters,
      macsPerStep: 36 * (10 + 12) + 36 * (12 + 12) + 4 * 12,
      hopMs: 10,
      lookAheadMs: 0,
      labels: ['none', 'red', 'green', 'blue'],
      detector: { enter: { red: 0.4, green: 0.4, blue: 0.4 } },
      golden: 'absent',
    });
  });

  it('draws it in a box for people, all lines of one width', async () => {
    const { stdout } = await sluice(['inspect', file]);
    const lines = stdout.trimEnd().split('\n');
    expect(new Set(lines.map((line) => [...line].length)).size).toBe(1);
    expect(lines[0]).toMatch(/^╭─ tiny/);
    expect(lines.at(-1)).toMatch(/^╰─+╯$/);
    expect(stdout).toContain('10 → 12 → 12');
  });

  it('refuses a model whose golden vector does not come out', async () => {
    const model = tinyModel();
    const tensors = new Map(model.tensors);
    tensors.set('golden.inputs', { shape: [2, 10], values: new Float32Array(20) });
    tensors.set('golden.outputs', { shape: [2, 4], values: new Float32Array(8).fill(0.25) });
    const wrong = folder.write('wrong.safetensors', writeModel({ ...model, tensors }));
    const { code, stdout, stderr } = await sluice(['inspect', wrong]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^sluice: (\S+: )?Cannot use the model 'tiny': its golden vector [^\n]+\n$/);
  });

  it('says that there is no such file', async () => {
    const { code, stderr } = await sluice(['inspect', `${folder.path}/none`]);
    expect(code).toBe(1);
    expect(stderr).toBe(`sluice: Cannot read the model from ${folder.path}/none: there is no such file\n`);
  });
});

describe('sluice', () => {
  it('says its version and shows help with examples', async () => {
    expect((await sluice(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { code, stdout } = await sluice(['--help']);
    expect(code).toBe(0);
    for (const command of ['run', 'train', 'inspect', 'bench', 'studio']) expect(stdout).toContain(command);
    expect(stdout).toContain('Examples:');
  });

  it('shows the help and exits with 2 when asked for nothing', async () => {
    const { code, stdout, stderr } = await sluice([]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Usage: sluice');
  });
});
