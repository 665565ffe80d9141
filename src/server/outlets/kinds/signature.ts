// The signature of a webhook's message, by the specification Standard Webhooks (https://www.standardwebhooks.com), for
// which there are libraries in most languages: HMAC-SHA256 over identity, time and body.
import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/** The headers of a signed message. `secret`: `whsec_` and base64, or any other text as it is. */
export function signedHeaders(
  secret: string,
  id: string,
  timestampS: number,
  body: string,
): Readonly<Record<string, string>> {
  const key = secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), 'base64') : Buffer.from(secret);
  const signature = createHmac('sha256', key).update(`${id}.${timestampS}.${body}`).digest('base64');
  return { ...unsignedHeaders(id, timestampS), 'webhook-signature': `v1,${signature}` };
}

export function unsignedHeaders(id: string, timestampS: number): Readonly<Record<string, string>> {
  return { 'webhook-id': id, 'webhook-timestamp': String(timestampS) };
}
