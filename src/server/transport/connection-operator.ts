// The operator's part of a connection: what it watches of alarms, and what it asks.
import type { ClientMessage } from '../../protocol/client-messages.js';
import { CODES, type RefusalCode } from '../../protocol/closing.js';
import type { ServerMessage } from '../../protocol/server-messages.js';
import type { AlarmWatching } from './alarm-watching.js';
import { answerOperator, type OperatorRequest, type OperatorRequestParts } from './operator-requests.js';

type OperatorMessage = OperatorRequest | Extract<ClientMessage, { readonly kind: 'watch-alarms' | 'unwatch-alarms' }>;

export interface ConnectionOperatorParts extends OperatorRequestParts {
  readonly watching: AlarmWatching;
  /** Watches that the connection may have. */
  readonly mostWatches: number;
}

/** Requests of one connection that may wait for the disk. */
const MOST_WAITING = 64;

export class ConnectionOperator {
  readonly #parts: ConnectionOperatorParts;
  watches = 0;
  #waiting = 0;
  #over = false;

  constructor(parts: ConnectionOperatorParts) {
    this.#parts = parts;
  }

  handle(message: OperatorMessage): void {
    switch (message.kind) {
      case 'watch-alarms':
        return this.#watch(message);
      case 'unwatch-alarms':
        this.watches -= this.#parts.watching.end(this.#parts, message.watch);
        return;
      default:
        return this.#ask(message);
    }
  }

  /** The connection is over. */
  end(): void {
    this.#over = true;
    this.#parts.watching.end(this.#parts, null);
  }

  #watch(message: Extract<OperatorMessage, { readonly kind: 'watch-alarms' }>): void {
    const { rights, watching, mostWatches } = this.#parts;
    const refuse = (code: RefusalCode, reason: string) =>
      this.#parts.tell({ kind: 'refused', watch: message.watch, code, reason });
    if (!rights.includes('watch')) return refuse(CODES.NO_RIGHT, 'the token does not allow to watch');
    this.watches -= watching.end(this.#parts, message.watch);
    if (this.watches >= mostWatches)
      return refuse(CODES.TOO_MANY_STREAMS, `${mostWatches} patterns are watched already`);
    this.watches++;
    watching.begin(this.#parts, message);
  }

  #ask(message: OperatorRequest): void {
    const { request } = message;
    const reason = `${MOST_WAITING} requests wait already`;
    if (this.#waiting >= MOST_WAITING)
      return this.#parts.tell({ kind: 'refused', request, code: CODES.TOO_FAST, reason });
    this.#waiting++;
    const tell = (answer: ServerMessage) => {
      this.#waiting--;
      if (!this.#over) this.#parts.tell(answer);
    };
    void answerOperator(message, { ...this.#parts, tell });
  }
}
