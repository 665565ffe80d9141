// Engine thread, transport `shared`: sleeps on a doorbell, and returns to its event loop only for a message that is
// known to be there. What a turn does, and what messages do, is not decided here.
import { CountReader } from '../../ring/count.js';
import { DoorbellRinger, DoorbellWaiter } from '../../ring/doorbell.js';
import type { FromEngine, SharedWords } from '../messages.js';

/** What the loop runs: streams that make turns. */
export interface Turns<Message> {
  handle(message: Message): void;
  /** A stream with that mark has work. */
  marked(mark: number): void;
  /** Any stream may have work. */
  anyMarked(): void;
  /** Lets everything that has work make a turn. Returns whether anything moved. */
  turn(): boolean;
  /** Whether something asynchronous is under way: the thread must return to its event loop then. */
  readonly waiting: boolean;
}

/** The longest sleep without a look at the streams. */
const CEILING_MS = 200;

export class SharedLoop<Message> {
  readonly #turns: Turns<Message>;
  readonly #post: (message: FromEngine) => void;
  readonly #bell: DoorbellWaiter;
  readonly #mainBell: DoorbellRinger;
  /** Messages that main has posted, and those handled here. */
  readonly #posted: CountReader;
  #handled = 0;
  /** Ticks that main has answered, and those sent. Null: main waits for its doorbell. */
  readonly #answered: CountReader | null;
  #ticks = 0;

  /**
   * `make` gets two functions: `wake` continues the loop when something asynchronous has ended; `mark` marks a stream
   * that has something for main.
   */
  constructor(
    make: (wake: () => void, mark: (stream: number) => void) => Turns<Message>,
    words: SharedWords,
    post: (message: FromEngine) => void,
  ) {
    this.#bell = new DoorbellWaiter(words.engineBell);
    this.#mainBell = new DoorbellRinger(words.mainBell);
    this.#turns = make(
      () => this.#run(),
      (stream) => this.#mainBell.mark(stream),
    );
    this.#post = post;
    this.#posted = new CountReader(words.posted);
    this.#answered = words.answered === null ? null : new CountReader(words.answered);
  }

  receive(message: Message): void {
    this.#handled = (this.#handled + 1) | 0;
    this.#turns.handle(message);
    this.#run();
  }

  /**
   * Steps and sleeps until a message waits. Main posts first, then counts, then rings: a message that is counted will
   * surely arrive, and a message that arrives before it is counted makes the difference negative for a moment. Between
   * two messages there is a turn: streams that are opened one after the other stop no stream that is open. While an
   * asynchronous step is under way, the thread waits for it in its event loop, and the step wakes it. Allocates nothing
   * while no message comes.
   */
  #run(): void {
    for (;;) {
      this.#bell.look();
      this.#bell.takeMarks(this.#marked);
      const moved = this.#turns.turn();
      if (moved) this.#tellMain();
      if (((this.#posted.count - this.#handled) | 0) > 0) return;
      if (moved) continue;
      if (this.#turns.waiting) return;
      else if (!this.#bell.wait(CEILING_MS)) this.#turns.anyMarked();
    }
  }

  readonly #marked = (mark: number): void => this.#turns.marked(mark);

  #tellMain(): void {
    this.#mainBell.ring();
    if (this.#answered === null || this.#answered.count !== this.#ticks) return;
    this.#ticks = (this.#ticks + 1) | 0;
    this.#post({ kind: 'tick' });
  }
}
