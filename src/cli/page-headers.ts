// The headers of the two pages (Listen and Sensors): what they may load, and that no other page may show them.

/**
 * The kernel is compiled (`'wasm-unsafe-eval'`); threads, worklets and models come from the page's own server; a person
 * may let the page watch any server of streams (`ws: wss:`). The pages themselves say the same, for other servers; only
 * `frame-ancestors` must be a header.
 */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self' ws: wss:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** On every answer of a server that serves the two pages. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': POLICY,
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy':
    'microphone=(self), camera=(), display-capture=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), midi=()',
};
