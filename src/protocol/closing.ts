// The codes that say why a connection is closed, or a stream or request refused. A code never changes its meaning.
// docs/protocol.md has a line for each; a test compares the two.

/** The subprotocol, by name and version. */
export const PROTOCOL = 'sluice.v1';

/** `bearer.TOKEN` as a second subprotocol carries the token where headers cannot be set. */
export const BEARER = 'bearer.';

/** The close codes of RFC 6455 that are used. */
export const NORMAL = 1000;
export const GOING_AWAY = 1001;

/**
 * The codes by name. Those in `CONNECTION_CODES` close the connection; the others refuse or end one stream, or refuse
 * one request.
 */
export const CODES = {
  /** The connection does not offer the subprotocol. */
  WRONG_PROTOCOL: 4400,
  /** No token, or an unknown one. */
  NO_TOKEN: 4401,
  /** The token does not have the right for that. */
  NO_RIGHT: 4403,
  /** Too many connections, in all or with this client's token. */
  TOO_MANY_CONNECTIONS: 4405,
  /** A page from an origin that is not allowed. */
  FOREIGN_ORIGIN: 4406,
  /** Nothing heard for three heartbeats. */
  SILENT: 4408,
  /** No stream and no watch for too long after the handshake. */
  IDLE: 4409,
  /** Bytes that are not frames. */
  MALFORMED_FRAME: 4420,
  /** Text that is not a message. */
  MALFORMED_MESSAGE: 4421,
  /** A block as text for a stream that takes bytes, or the other way round. */
  WRONG_ENCODING: 4422,
  /** A block whose bytes are not whole rows, or whose rows have another number of values. */
  WRONG_LENGTH: 4423,
  /** A frame or message of a stream that is not open on this connection. */
  NO_SUCH_STREAM: 4424,
  /** More bytes or messages a second than a client may send. */
  TOO_FAST: 4429,
  /** The client does not read: too many bytes wait for it. */
  SLOW_READER: 4431,
  /** The client does not acknowledge detections. */
  UNACKNOWLEDGED: 4432,
  /** An open stream has the name already. */
  NAME_TAKEN: 4460,
  /** No model of that name. */
  UNKNOWN_MODEL: 4461,
  /** The model cannot be run with these settings: rate, channels. */
  MODEL_MISFIT: 4462,
  /** More streams than a client may have. */
  TOO_MANY_STREAMS: 4463,
  /** The memory for streams is used up. */
  NO_MEMORY: 4464,
  /** No stream of that name. */
  UNKNOWN_STREAM: 4465,
  /** Settings that the stream's detector cannot take. */
  WRONG_SETTINGS: 4466,
  /** The resume token is not that of the stream. */
  WRONG_RESUME_TOKEN: 4467,
  /** The stream was continued over another connection, or under another number. */
  CONTINUED_ELSEWHERE: 4468,
  /** An administrator closed the stream. */
  CLOSED_BY_ADMINISTRATOR: 4469,
  /** No alarm, mute or kind of normal alarms of that id. */
  UNKNOWN_ALARM: 4470,
  /** What an operator asks cannot be done: a time that is past, a note that is too long. */
  WRONG_MARK: 4471,
  /** The engine or the stream failed. */
  FAILED: 4500,
  /** The server is about to end and takes nothing new. */
  ENDING: 4503,
} as const;

export type CodeName = keyof typeof CODES;
export type RefusalCode = (typeof CODES)[CodeName];

/** Those that close the connection. */
export const CONNECTION_CODES: ReadonlySet<number> = new Set([
  CODES.WRONG_PROTOCOL,
  CODES.NO_TOKEN,
  CODES.TOO_MANY_CONNECTIONS,
  CODES.FOREIGN_ORIGIN,
  CODES.SILENT,
  CODES.IDLE,
  CODES.MALFORMED_FRAME,
  CODES.MALFORMED_MESSAGE,
  CODES.WRONG_ENCODING,
  CODES.WRONG_LENGTH,
  CODES.NO_SUCH_STREAM,
  CODES.TOO_FAST,
  CODES.SLOW_READER,
  CODES.UNACKNOWLEDGED,
  CODES.ENDING,
]);

/**
 * Codes after which a later try may succeed. All other codes are final: another try would bring the same. (NAME_TAKEN
 * is not final for a client that may have taken the name itself by an earlier try.)
 */
export const TRANSIENT_CODES: ReadonlySet<number> = new Set([
  CODES.TOO_MANY_CONNECTIONS,
  CODES.SILENT,
  CODES.IDLE,
  CODES.TOO_FAST,
  CODES.SLOW_READER,
  CODES.UNACKNOWLEDGED,
  CODES.NO_MEMORY,
  CODES.FAILED,
  CODES.ENDING,
]);

/** Thrown while a message is handled: it is refused with the code. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(name: CodeName, reason: string) {
    super(reason);
    this.name = 'Refusal';
    this.code = CODES[name];
  }
}

/** A reason as a close frame can carry it: 123 bytes at most. */
export function closeReason(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return bytes.length <= 123 ? text : new TextDecoder().decode(bytes.subarray(0, 120)).replace(/\uFFFD$/, '');
}
