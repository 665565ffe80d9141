// `sluice inspect` of models of other programs: what is recognised, before anything is converted.
import { copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';

const folder = temporaryFolder();

/** A copy, without the example that lies beside it. */
function foreign(name: string): string {
  copyFileSync(fileURLToPath(new URL(`../../fixtures/foreign/${name}`, import.meta.url)), `${folder.path}/${name}`);
  return `${folder.path}/${name}`;
}

describe('sluice inspect of a model of another program', () => {
  it('tells what an ONNX model is, and its states', async () => {
    const { stdout, code } = await sluice(['inspect', foreign('lstm-cell-names.onnx')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/ONNX, opset 13 by pytorch 1\.13\.0, one step, 2 states \(a ← r, b ← p\)/);
    expect(stdout).toContain("give it to 'sluice convert' to run it");
  });

  it.each([
    ['between-relu.pt', 'PyTorch state dict, 8 tensors', "relu stands between 'a' and 'b'"],
    [
      'legacy.pt',
      "PyTorch state dict of before PyTorch 1.6, 'state_dict' of a checkpoint, 6 tensors",
      "nothing stands between 'rnn' and 'fc'",
    ],
    [
      'script.pt',
      'PyTorch TorchScript archive (its code is not read), 6 tensors',
      "nothing stands between 'rnn' and 'fc'",
    ],
  ])('tells as JSON what is in %s, and what would be assumed', async (name, recognised, assumed) => {
    const { lines } = await sluice(['inspect', foreign(name), '--json']);
    expect(lines).toMatchObject([{ kind: 'format', of: 'model', recognised }]);
    expect((lines[0] as unknown as { assumed: string[] }).assumed.join('\n')).toContain(assumed);
  });

  it('says in one sentence why one cannot be read', async () => {
    const { code, stderr } = await sluice(['inspect', foreign('forgot-batch-first.onnx')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^sluice: (\S+: )?Cannot convert the model: operator GRU goes over dimension 0 .*batch_first=True was forgotten.*\n$/,
    );
  });
});
