// Copies what ships as it is: the bundled recording with its true times, the trained models and the made talk; and lets the command
// be run, for the compiler knows nothing of file modes.
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

copy('.', '../../dist/assets', ['.wav', '.json']);
copy('models', '../../dist/models', ['.safetensors']);
copy('talk', '../../dist/talk', ['.bank']);
for (const command of ['cli/main.js', 'bundles/cli-main.js']) {
  chmodSync(fileURLToPath(new URL(`../../dist/${command}`, import.meta.url)), 0o755);
}

function copy(from, to, extensions) {
  const source = fileURLToPath(new URL(`${from}/`, import.meta.url));
  if (!existsSync(source)) return; // no model has been trained yet
  const target = fileURLToPath(new URL(`${to}/`, import.meta.url));
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(source)) {
    if (extensions.some((extension) => name.endsWith(extension))) cpSync(source + name, target + name);
  }
}
