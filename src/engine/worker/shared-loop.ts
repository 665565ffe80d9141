// Engine thread, transport `shared`: sleeps on a doorbell, and goes back to its event loop only for a message that it knows is there. What is stepped
// in a turn, and what messages do, is not its affair.
import { CountReader } from '../../ring/count.js';
import { DoorbellRinger, DoorbellWaiter } from '../../ring/doorbell.js';
import type { FromEngine, SharedWords } from '../messages.js';

/** What is run: streams in their turns. */
export interface Turns<Message> {
  handle(message: Message): void;
  /** A stream with that mark has something. */
  marked(mark: number): void;
  /** Any stream may have something. */
  anyMarked(): void;
  /** Gives its turn to everything that has something, and says whether anything moved. */
  turn(): boolean;
  /** Whether something is under way that takes its time: the thread must see to its event loop then. */
  readonly waiting: boolean;
}

/** Sleeps no longer than this without a look around. */
const CEILING_MS = 200;

export class SharedLoop<Message> {
  readonly #turns: Turns<Message>;
  readonly #post: (message: FromEngine) => void;
  readonly #bell: DoorbellWaiter;
  readonly #mainBell: DoorbellRinger;
  /** Messages that main has posted, beside those handled. */
  readonly #posted: CountReader;
  #handled = 0;
  /** Ticks that main has answered, beside those sent. Null: main waits for its doorbell. */
  readonly #answered: CountReader | null;
  #ticks = 0;

  /** `make`: given how to go on when something that took its time is over, and how to mark a stream that has something for main. */
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
   * Steps and sleeps until a message waits. Main posts first, counts then, rings last: a message that is counted will surely arrive, and one
   * that arrived before it was counted makes the difference negative for a moment. Allocates nothing while no message comes. While a step is under
   * way that takes its time, the thread waits for that in its event loop, and is woken by it.
   */
  #run(): void {
    for (;;) {
      this.#bell.look();
      this.#bell.takeMarks(this.#marked);
      if (((this.#posted.count - this.#handled) | 0) > 0) return;
      if (this.#turns.turn()) this.#tellMain();
      else if (this.#turns.waiting) return;
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
