// The client of a server of streams, and the WebSocket source, with the browser's WebSocket. What only Node can set is
// refused.
import { connectWith } from '../client/client.js';
import type { Client, ConnectOptions } from '../client/contract.js';
import { SluiceError } from '../errors.js';
import type { Source } from '../source/source.js';
import { socket as portableSocket, type SocketOptions } from '../source/websocket.js';

/**
 * Connects to a server of streams: see `Client`. Rejects with SERVER_REFUSED or SERVER_UNREACHABLE, and with
 * PLATFORM_UNSUPPORTED for `ca`.
 */
export async function connect(url: string | URL, options: ConnectOptions = {}): Promise<Client> {
  refuse(options, 'ca', "a page trusts the browser's list of authorities");
  return connectWith(url, options, (address, protocols) => new WebSocket(address, protocols));
}

/** See source/websocket.ts. Throws PLATFORM_UNSUPPORTED for `headers` and `maxMessageBytes`. */
export function socket(url: string | URL, options: SocketOptions): Source {
  refuse(options, 'headers', "a page cannot set any: use 'protocols', or the address");
  refuse(options, 'maxMessageBytes', 'a page cannot bound what it is sent');
  return portableSocket(url, options);
}

function refuse(options: object, name: string, because: string): void {
  if ((options as Readonly<Record<string, unknown>>)[name] === undefined) return;
  throw new SluiceError('PLATFORM_UNSUPPORTED', `Cannot use the option '${name}' in a browser: ${because}`);
}
