// The WebSocket source on Node.
import type { SocketLike } from '../../source/connection.js';
import type { Source } from '../../source/source.js';
import { socket as portableSocket, type SocketOptions } from '../../source/websocket.js';
import { type SocketSettings, socketMaker } from './ws.js';

/** What Node can do beyond a browser. */
export interface NodeSocketOptions extends SocketOptions {
  /** Headers of the handshake, such as `Authorization`. In Node, with the package `ws`. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * The longest message to take, in bytes; a longer one is a refusal. In Node, with the package `ws`. @default 1 MiB
   */
  readonly maxMessageBytes?: number;
}

/**
 * A WebSocket client as a source: see source/websocket.ts. Messages are never compressed: sound does not shrink, and a
 * window costs memory. Node 20 needs the package `ws`; `open` rejects with PACKAGE_MISSING where it is not installed.
 */
export function socket(url: string | URL, options: NodeSocketOptions): Source {
  const { headers, maxMessageBytes, ...rest } = options;
  if (rest.connect !== undefined) return portableSocket(url, rest);
  const settings: SocketSettings = {
    headers: headers ?? {},
    maxPayload: maxMessageBytes ?? 2 ** 20,
    perMessageDeflate: false,
  };
  const only = headers !== undefined ? 'headers' : maxMessageBytes !== undefined ? 'maxMessageBytes' : null;
  let make: ((url: string, protocols: string[]) => SocketLike) | null = null;
  const source = portableSocket(url, {
    ...rest,
    connect: (address, protocols) => (make as NonNullable<typeof make>)(address, protocols),
  });
  const { name, live } = source;
  return {
    name,
    live,
    async open(signal) {
      make ??= await socketMaker<SocketLike>(`Cannot connect to ${name}`, settings, only);
      return source.open(signal);
    },
    feed: (intake, signal) => source.feed(intake, signal),
  };
}
