// Which WebSocket a client in Node uses: the package `ws` where it is installed, which tells why a connection failed
// and takes headers and certificates; else the one that Node has from version 22 on.
import { packageMissing } from '../../package-missing.js';
import { installed } from '../packages/installed.js';

/** The settings of `ws` that are used here. */
export interface SocketSettings {
  readonly perMessageDeflate: false;
  readonly headers?: Readonly<Record<string, string>>;
  readonly ca?: Uint8Array;
  readonly maxPayload?: number;
}

type Make<S> = (url: string, protocols: string[]) => S;

interface Ws {
  readonly WebSocket: new (url: string, protocols: string[], settings: SocketSettings) => unknown;
}

/**
 * What makes a WebSocket. `doing` begins the message of an error; `only`: the option that needs `ws`, null where none
 * is set. Rejects with SluiceError PACKAGE_MISSING where only `ws` can do it.
 */
export async function socketMaker<S>(doing: string, settings: SocketSettings, only: string | null): Promise<Make<S>> {
  const package_ = await installed<Ws>('ws');
  if (package_ !== undefined) {
    return (url, protocols) => new package_.WebSocket(url, protocols, settings) as S;
  }
  const { WebSocket } = globalThis;
  if (WebSocket === undefined || only !== null)
    throw packageMissing('ws', only === null ? doing : `${doing} with '${only}'`);
  return (url, protocols) => new WebSocket(url, protocols) as S;
}
