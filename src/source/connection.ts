// One WebSocket from its handshake to its end, as promises. Whose WebSocket it is, the platform decides: the browser's, or that of `ws`.

/** What is used of a WebSocket: the part that browsers and `ws` have in common. */
export interface SocketLike {
  binaryType: string;
  onopen: ((event: never) => unknown) | null;
  onmessage: ((event: never) => unknown) | null;
  onerror: ((event: never) => unknown) | null;
  onclose: ((event: never) => unknown) | null;
  close(code?: number, reason?: string): void;
  /** Only `ws` can hang up on the other side. */
  readonly terminate?: () => void;
}

/** How a connection ended. */
export interface Closing {
  /** RFC 6455, 7.4.1; 1006 where the other side never said why. */
  readonly code: number;
  /** For people: the other side's reason, or what went wrong; may be empty. */
  readonly reason: string;
}

const PROTOCOL_ERROR = 1002;

/** How long the other side may take to answer a close before we hang up. */
const CLOSE_CEILING_MS = 1000;

/** One connection. */
export class Connection {
  readonly #socket: SocketLike;
  #error = '';
  #violated = false;
  /** Resolves when the connection is there, or is known never to be: then `ended` tells why. */
  readonly opened: Promise<boolean>;
  /** Resolves when the connection is over, however that came. */
  readonly ended: Promise<Closing>;

  constructor(socket: SocketLike, onMessage: (data: unknown) => void) {
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onmessage = (event: { data: unknown }) => onMessage(event.data);
    // Only `ws` says what went wrong; a browser keeps that from the page.
    socket.onerror = (event: { message?: string; error?: { code?: string } }) => {
      this.#error = event.message ?? '';
      this.#violated = event.error?.code?.startsWith('WS_ERR_') ?? false;
    };
    this.ended = new Promise((resolve) => {
      socket.onclose = ({ code, reason }: Closing) =>
        // `ws` tells the other side what it did wrong (a message too long, a frame that is none), but not us.
        resolve({ code: this.#violated ? PROTOCOL_ERROR : code, reason: reason || this.#error });
    });
    this.opened = new Promise((resolve) => {
      socket.onopen = () => resolve(true);
      this.ended.then(() => resolve(false));
    });
  }

  /** Says goodbye, and hangs up when that is not answered soon. No message comes any more. */
  async close(): Promise<void> {
    this.#socket.onmessage = null;
    this.#socket.close(1000);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hungUp = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.#socket.terminate?.();
        resolve();
      }, CLOSE_CEILING_MS);
    });
    await Promise.race([this.ended, hungUp]);
    clearTimeout(timer);
  }
}
