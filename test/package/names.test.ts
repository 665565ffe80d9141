// The names on npm are nobody's today, and could be a stranger's tomorrow: no document has a command that would fetch
// them from there, and nobody publishes them by accident.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const TEXTS = /\.(md|yml|ts|js|mjs|py|sh|html|json)$/;
/** Folders that people read, and that run or print commands. */
const FOLDERS = ['docs', 'examples', '.github', '.ci', 'src', 'packages', 'bench'];

describe('the commands that we tell people', () => {
  it('fetch no package of our names from the registry', () => {
    const texts = [...readdirSync(root), ...FOLDERS.flatMap((folder) => filesOf(folder))].filter((file) =>
      TEXTS.test(file),
    );
    expect(texts.length).toBeGreaterThan(500);
    const wrong = texts.flatMap((file) =>
      fetching(readFileSync(join(root, file), 'utf8')).map((command) => `${file}: ${command}`),
    );
    expect(wrong).toEqual([]);
  });

  it('would be found if they did', () => {
    const text = [
      'npx sluice run',
      'npx -y sluice-cli',
      'npx sluice@latest',
      'npm install rxjs sluice',
      'npm i -g sluice-cli',
      'npm exec sluice',
      'pnpm add sluice',
      'yarn dlx sluice',
      'bunx sluice',
    ];
    expect(fetching(text.join('\n'))).toEqual(text.map((line) => line.replace(' run', '').replace('@latest', '')));
    for (const safe of [
      'npx --no -- sluice run',
      'npm install rxjs ../sluice/sluice-0.1.0.tgz',
      'npm install ./sluice-cli-0.1.0.tgz',
      'npm link',
      'sluice run talk.wav',
      'cd sluice && npm ci',
    ]) {
      expect(fetching(safe)).toEqual([]);
    }
  });
});

describe('the manifests', () => {
  it.each(['package.json', 'packages/cli/package.json'])(
    '%s is private until somebody publishes it on purpose',
    (file) => {
      expect(JSON.parse(readFileSync(join(root, file), 'utf8'))).toMatchObject({ private: true });
    },
  );
});

/** Commands that would look for one of our packages in the registry. */
function fetching(text: string): string[] {
  const commands =
    /\b(?:npx|bunx|npm (?:install|i|add|exec|x)|pnpm (?:add|dlx|install)|yarn (?:add|dlx)|bun (?:add|x))\b(?! --no --)(?: +[\w@./^:-]+)*? +sluice(?:-cli)?(?![\w./-])/g;
  return [...text.matchAll(commands)].map(([command]) => command);
}

function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => !/(^|\/)(node_modules|dist|cache|\.temp|api)\//.test(file));
}
