// Whether the threads of this page can share memory, and if not, what to do about it.

/** Why threads cannot share memory on this page, null where they can. */
export function isolationProblem(): string | null {
  if (typeof SharedArrayBuffer !== 'undefined' && globalThis.crossOriginIsolated === true) return null;
  if (globalThis.isSecureContext === false) {
    return 'the page is not a secure context: serve it over https, or from localhost';
  }
  if (globalThis.crossOriginIsolated === true) return 'this browser has no SharedArrayBuffer';
  return (
    'the page is not cross-origin isolated: serve it with the headers ' +
    "'Cross-Origin-Opener-Policy: same-origin' and 'Cross-Origin-Embedder-Policy: require-corp' " +
    '(and what it loads from elsewhere with CORS or CORP headers)'
  );
}
