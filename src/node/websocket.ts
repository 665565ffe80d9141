// The WebSocket source on Node, with the WebSocket of `ws`.
import WebSocket from 'ws';
import type { Source } from '../source/source.js';
import { socket as portableSocket, type SocketOptions } from '../source/websocket.js';

/** What Node can do beyond a browser. */
export interface NodeSocketOptions extends Omit<SocketOptions, 'connect'> {
  /** Headers of the handshake, such as `Authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The longest message to take, in bytes; a longer one is a refusal. @default 1 MiB */
  readonly maxMessageBytes?: number;
}

/**
 * A WebSocket client as a source: see source/websocket.ts. Messages are never compressed: sound does not shrink, and a
 * window costs memory.
 */
export function socket(url: string | URL, options: NodeSocketOptions): Source {
  const { headers = {}, maxMessageBytes = 2 ** 20, ...rest } = options;
  const settings = { headers, maxPayload: maxMessageBytes, perMessageDeflate: false };
  return portableSocket(url, { ...rest, connect: (address, protocols) => new WebSocket(address, protocols, settings) });
}
