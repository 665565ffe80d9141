// The client of a server of streams on Node, with the WebSocket of `ws`.
import WebSocket from 'ws';
import { connectWith } from '../client/client.js';
import type { Client, ConnectOptions } from '../client/contract.js';
import type { ClientSocket } from '../client/server-connection.js';

/** What Node can do beyond a browser. */
export interface NodeConnectOptions extends ConnectOptions {
  /** Certificates of authorities to trust beside the known ones, PEM. */
  readonly ca?: string | Uint8Array;
}

/** Connects to a server of streams: see `Client`. Rejects with SERVER_REFUSED or SERVER_UNREACHABLE. */
export function connect(url: string | URL, options: NodeConnectOptions = {}): Promise<Client> {
  const { ca, ...rest } = options;
  const trusted = ca === undefined ? {} : { ca: Buffer.from(ca) };
  const settings = { perMessageDeflate: false, ...trusted };
  return connectWith(
    url,
    rest,
    (address, protocols) => new WebSocket(address, protocols, settings) as unknown as ClientSocket,
  );
}
