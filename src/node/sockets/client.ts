// The client of a server of streams on Node.
import { connectWith } from '../../client/client.js';
import type { Client, ConnectOptions } from '../../client/contract.js';
import type { ClientSocket } from '../../client/server-connection.js';
import { type SocketSettings, socketMaker } from './ws.js';

/** What Node can do beyond a browser. */
export interface NodeConnectOptions extends ConnectOptions {
  /**
   * Certificates of authorities to trust beside the known ones, PEM. In Node, with the package `ws`; a browser asks its
   * own list and refuses this option.
   */
  readonly ca?: string | Uint8Array;
}

/**
 * Connects to a server of streams: see `Client`. Node 20 needs the package `ws` for it. Rejects with SERVER_REFUSED,
 * SERVER_UNREACHABLE, or PACKAGE_MISSING.
 */
export async function connect(url: string | URL, options: NodeConnectOptions = {}): Promise<Client> {
  const { ca, ...rest } = options;
  if (rest.connect !== undefined) return connectWith(url, rest, rest.connect);
  const trusted = ca === undefined ? {} : { ca: typeof ca === 'string' ? new TextEncoder().encode(ca) : ca };
  const settings: SocketSettings = { perMessageDeflate: false, ...trusted };
  const make = await socketMaker<ClientSocket>('Cannot connect to a server', settings, ca === undefined ? null : 'ca');
  return connectWith(url, rest, make);
}
