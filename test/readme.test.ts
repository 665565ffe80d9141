// The README says what is so: files, commands, and codes. Figures: test/bench/figures.test.ts.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readModel } from '#src/model/file/model-file.js';
import { FRONT_ENDS } from '#src/model/named-front-ends.js';
import { OPERATOR_NAMES } from '#src/model/onnx/step/operators.js';
import { sluice } from './support/command.js';

const root = new URL('../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), 'utf8');
const readme = read('README.md');

describe('the README', () => {
  it('names files that exist', () => {
    const named = [...readme.matchAll(/`((?:src|test|bench|examples|worklets)\/[\w./-]+)`/g)].map(
      (match) => match[1] as string,
    );
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !existsSync(new URL(name, root)))).toEqual([]);
  });

  it('has a line for every error code, and for no other', () => {
    const codes = [...read('src/errors.ts').matchAll(/\| '([A-Z_]+)'/g)].map((match) => match[1] as string);
    const told = [...readme.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1] as string);
    expect(told.sort()).toEqual(codes.sort());
  });

  it('tells of commands and options that there are', async () => {
    const commands = [...new Set([...readme.matchAll(/^sluice (\w+)/gm)].map((match) => match[1] as string))];
    expect(commands).toEqual([
      'run',
      'replay',
      'train',
      'tune',
      'serve',
      'convert',
      'quantize',
      'inspect',
      'studio',
      'bench',
    ]);
    const { stdout } = await sluice(['--help']);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    const help = (await Promise.all([sluice(['run', '--help']), sluice(['train', 'keywords', '--help'])])).map(
      (ran) => ran.stdout,
    );
    for (const option of ['--json', '--predictions', '--clips', '--accuracy']) expect(help[0]).toContain(option);
    for (const option of ['--noise', '--resume', '--out']) expect(help[1]).toContain(option);
  });

  it('has a first screen that imports what there is', async () => {
    const imported = [...readme.matchAll(/^import \{ ([^}]+) \} from 'sluice';$/gm)].flatMap((match) =>
      (match[1] as string).split(', '),
    );
    expect(imported).toContain('openStream');
    const browser = read('src/browser/index.ts') + read('src/index.ts');
    for (const name of imported) expect(browser).toMatch(new RegExp(`\\b${name}\\b`));
  });

  it('lists the ONNX operators and the front ends that there are', () => {
    const told = readme.match(/^\| ONNX operators \| (.*) \|$/m)?.[1] ?? '';
    const known = OPERATOR_NAMES.filter((name) => !/^(And|Or|Not|Equal|Greater|Less)$/.test(name));
    expect(known.filter((name) => !new RegExp(`\\b${name}\\b`).test(told))).toEqual([]);
    expect(Object.keys(FRONT_ENDS).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it('has the figures of the model that ships in its card', () => {
    const bytes = readFileSync(fileURLToPath(new URL('src/assets/models/keywords.safetensors', root)));
    expect(bytes.length).toBeLessThanOrEqual(300 * 1024);
    const { labels, provenance } = readModel(bytes);
    const measured = provenance.measured ?? {};
    expect(readme).toContain(
      `${(100 * (measured.testClipAccuracy as number)).toFixed(1)} % of ${measured.testClips} clips`,
    );
    for (const label of labels.slice(1))
      expect(readme).toMatch(new RegExp(`^\\| ${label.replace('-', '[- ]')} \\|`, 'm'));
    for (const source of provenance.data ?? []) expect(readme).toContain(source);
  });
});
