// Why a server did not send a file and, if that is known, what mends it.

/** Vite's development server serves files of other folders under this path. */
const VITE_FILES = '/@fs/';

/** `from`: what was asked for. A clause. */
export function refusedFile(status: number, from: URL | string): string {
  const reason = `the server answered ${status}`;
  const path = new URL(from, globalThis.location?.href).pathname;
  const at = path.indexOf(VITE_FILES);
  if (status !== 403 || at < 0) return reason;
  const folder = path.slice(at + VITE_FILES.length - 1).replace(/\/dist\/.*$/, '');
  return `${reason}: Vite serves only files below its root: add '${folder}' to 'server.fs.allow' in its configuration`;
}
