// `sluice serve` alone, without the other commands: what the harness bundles into one file, which starts in half the
// time.
import './world.mjs';
import { serveCommand } from '#src/cli/commands/serve.js';

try {
  await serveCommand().parseAsync(process.argv);
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
}
