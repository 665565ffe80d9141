// Requests about the server's streams: list them, end one, change its detector. Each is answered by `streams`, `done`
// or `refused`.
import type { ClientMessage } from '../../protocol/client-messages.js';
import { CODES, Refusal } from '../../protocol/closing.js';
import type { ServerMessage } from '../../protocol/server-messages.js';
import type { AdministeredStream, ConnectedHub, WatchedStream } from '../streams/connected-stream.js';
import type { DetectorChanges } from '../streams/detector-changes.js';
import type { Right } from './authentication/tokens.js';

type Request = Extract<ClientMessage, { readonly kind: 'list' | 'end-stream' | 'set-detector' }>;

/** Returns a function that answers a request. */
export function requestHandler(
  hub: ConnectedHub,
  rights: readonly Right[],
  tell: (message: ServerMessage) => void,
): (message: Request) => void {
  return (message) => {
    try {
      tell(answer(hub, rights, message));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      tell({ kind: 'refused', request: message.request, code: error.code, reason: error.message });
    }
  };
}

function answer(hub: ConnectedHub, rights: readonly Right[], message: Request): ServerMessage {
  const { kind, request } = message;
  const right: Right = kind === 'list' ? 'watch' : 'administer';
  if (!rights.includes(right) && !(kind === 'list' && rights.includes('administer'))) {
    throw new Refusal('NO_RIGHT', `the token does not allow to ${right}`);
  }
  switch (kind) {
    case 'list':
      return { kind: 'streams', request, streams: hub.matching(message.pattern).map(({ info }) => info) };
    case 'end-stream':
      hub.close(streamOf(hub, message.stream), CODES.CLOSED_BY_ADMINISTRATOR, 'closed by an administrator');
      return { kind: 'done', request };
    case 'set-detector':
      setDetector(streamOf(hub, message.stream), message.settings);
      return { kind: 'done', request };
    default:
      return kind satisfies never;
  }
}

function streamOf(hub: ConnectedHub, name: string): WatchedStream & AdministeredStream {
  const stream = hub.get(name);
  if (stream !== undefined && stream.closing === null) return stream;
  throw new Refusal('UNKNOWN_STREAM', `there is no stream '${name}'`);
}

function setDetector(stream: AdministeredStream, settings: DetectorChanges): void {
  try {
    stream.setDetector(settings);
  } catch (error) {
    throw new Refusal('WRONG_SETTINGS', error instanceof Error ? error.message : String(error));
  }
}
