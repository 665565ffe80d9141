// Why a server did not give a page what it asked for and, if that is known, what mends it.
import { fetchFile, refusal } from '../loading/fetch-file.js';

/** Vite's development server serves files of other folders under this path, and packages that it moved under the other. */
const VITE_FILES = '/@fs/';
const VITE_MOVED = '/.vite/';

/** `refusal` for this address: Vite's development server refuses what an option of it allows. */
export function refusedBy(from: URL | string): typeof refusal {
  return (status, did) => {
    const reason = refusal(status, did);
    const path = new URL(from, globalThis.location?.href).pathname;
    if (path.includes(VITE_MOVED)) {
      return `${reason}: Vite has moved the package: add 'sluice' to 'optimizeDeps.exclude' in its configuration`;
    }
    const at = path.indexOf(VITE_FILES);
    if (status !== 403 || at < 0) return reason;
    const folder = path.slice(at + VITE_FILES.length - 1).replace(/\/dist\/.*$/, '');
    return `${reason}: Vite serves only files below its root: add '${folder}' to 'server.fs.allow' in its configuration`;
  };
}

/** `worker`: whether the script is to run as a worker. `timeoutMs`: its server may send nothing for so long. */
export interface ScriptUse {
  readonly worker: boolean;
  readonly timeoutMs: number;
}

/**
 * Browsers do not tell why a script does not load: asks for its file once more. Empty where nothing is wrong with it.
 */
export async function whyNotServed(from: URL | string, { worker, timeoutMs }: ScriptUse): Promise<string> {
  try {
    const { headers } = await fetchFile(from, { timeoutMs, refused: refusedBy(from) });
    const type = headers.get('content-type');
    if (!/(java|ecma)script/i.test(`${type}`)) {
      return `the server sent it as '${type}', not as 'text/javascript'`;
    }
    if (worker && globalThis.crossOriginIsolated && !headers.has('cross-origin-embedder-policy')) {
      return "the server sent it without the header 'Cross-Origin-Embedder-Policy: require-corp', which the page has";
    }
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
