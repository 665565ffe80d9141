// `npm run docs`: builds the documentation site into dist/docs. Its tools have a package of their own (docs/package.json), which is
// installed first where it is not.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const docs = fileURLToPath(new URL('./', import.meta.url));
const dist = fileURLToPath(new URL('../dist/', import.meta.url));

if (!existsSync(`${dist}studio/index.html`) || !existsSync(`${dist}node/index.d.ts`)) {
  console.error("Cannot build the documents: the package is not built: run 'npm run build' first");
  process.exit(1);
}
if (!isInstalled()) {
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}
rmSync(`${docs}api`, { recursive: true, force: true });
run(process.execPath, ['node_modules/typedoc/bin/typedoc', '--logLevel', 'Warn']);
run(process.execPath, ['node_modules/vitepress/bin/vitepress.js', 'build', '.']);
cpSync(`${dist}studio`, `${dist}docs/studio`, { recursive: true });
console.log('The site is in dist/docs.');

/** Whether what is installed is what the lockfile says. */
function isInstalled() {
  const wanted = JSON.parse(readFileSync(`${docs}package-lock.json`, 'utf8')).packages;
  return ['typedoc', 'typedoc-plugin-markdown', 'typedoc-vitepress-theme', 'typescript', 'vitepress'].every((name) => {
    const file = `${docs}node_modules/${name}/package.json`;
    return (
      existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).version === wanted[`node_modules/${name}`].version
    );
  });
}

/** @param {string} command @param {string[]} args */
function run(command, args) {
  execFileSync(command, args, { cwd: docs, stdio: 'inherit' });
}
