// The client of a server of streams in a browser, with the browser's WebSocket.
import { type Client, type ConnectOptions, connectWith } from '../client/client.js';

/** Connects to a server of streams: see `Client`. Rejects with SERVER_REFUSED or SERVER_UNREACHABLE. */
export function connect(url: string | URL, options: ConnectOptions = {}): Promise<Client> {
  return connectWith(url, options, (address, protocols) => new WebSocket(address, protocols));
}
