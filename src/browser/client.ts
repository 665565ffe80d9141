// The client of a server of streams in a browser, with the browser's WebSocket.
import { connectWith } from '../client/client.js';
import type { Client, ConnectOptions } from '../client/contract.js';

/** Connects to a server of streams: see `Client`. Rejects with SERVER_REFUSED or SERVER_UNREACHABLE. */
export function connect(url: string | URL, options: ConnectOptions = {}): Promise<Client> {
  return connectWith(url, options, (address, protocols) => new WebSocket(address, protocols));
}
