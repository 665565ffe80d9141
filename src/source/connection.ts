// One WebSocket connection from handshake to close, as promises. The platform supplies the WebSocket: the browser's or
// the one of `ws`.

/** The part of a WebSocket that is used here, common to browsers and `ws`. */
export interface SocketLike {
  binaryType: string;
  onopen: ((event: never) => unknown) | null;
  onmessage: ((event: never) => unknown) | null;
  onerror: ((event: never) => unknown) | null;
  onclose: ((event: never) => unknown) | null;
  close(code?: number, reason?: string): void;
  /** Only `ws` can end a connection without a handshake. */
  readonly terminate?: () => void;
}

/** How a connection ended. */
export interface Closing {
  /** RFC 6455, section 7.4.1; 1006 if the other side gave none. */
  readonly code: number;
  /** For people: the other side's reason, or what went wrong; may be empty. */
  readonly reason: string;
}

const PROTOCOL_ERROR = 1002;

/** How long the other side may take to answer a close. After that the connection is terminated. */
const CLOSE_CEILING_MS = 1000;

/** One connection. */
export class Connection {
  readonly #socket: SocketLike;
  #error = '';
  #violated = false;
  /** Resolves with true when the connection is open, with false if it cannot be opened: `ended` then tells why. */
  readonly opened: Promise<boolean>;
  /** Resolves when the connection has ended, for any reason. */
  readonly ended: Promise<Closing>;

  constructor(socket: SocketLike, onMessage: (data: unknown) => void) {
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onmessage = (event: { data: unknown }) => onMessage(event.data);
    // Only `ws` tells what went wrong; a browser hides it from the page.
    socket.onerror = (event: { message?: string; error?: { code?: string } }) => {
      this.#error = event.message ?? '';
      this.#violated = event.error?.code?.startsWith('WS_ERR_') ?? false;
    };
    this.ended = new Promise((resolve) => {
      socket.onclose = ({ code, reason }: Closing) =>
        // On a protocol error `ws` sends the close code to the other side and reports 1006 here.
        resolve({ code: this.#violated ? PROTOCOL_ERROR : code, reason: reason || this.#error });
    });
    this.opened = new Promise((resolve) => {
      socket.onopen = () => resolve(true);
      this.ended.then(() => resolve(false));
    });
  }

  /**
   * Closes the connection, and terminates it if the close is not answered in time. No message is delivered afterwards.
   */
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
