// A client with one stream, which sends and goes on sending whatever befalls its server, and compares what it hears.
import { type Client, type ClientStream, connect } from '#src/node/index.js';
import { type Block, Heard, type Program, type Undisturbed } from './programs.js';

export class Sender {
  readonly name: string;
  readonly #program: Program;
  readonly #url: string;
  readonly #blocks: Block[];
  #client: Promise<Client> | null = null;
  #opened: Promise<{ stream: ClientStream; heard: Heard }> | null = null;
  /** What came before the stream was open. */
  #sent = 0;
  #due = 0;
  #actedMs = Number.NaN;
  /** From what befell the server to the first prediction that came later, or between two later ones, ms. */
  silentMs = 0;
  /** What an undisturbed server says, once it was compared. */
  counts = { predictions: 0, detections: 0 };

  constructor(program: Program, name: string, url: string, blocks: number) {
    this.name = name;
    this.#program = program;
    this.#url = url;
    this.#blocks = program.blocks(blocks);
  }

  /** Opens the stream, also where no server is up yet. */
  open(): Promise<{ stream: ClientStream; heard: Heard }> {
    this.#opened ??= this.#open();
    this.#opened.catch(() => undefined); // `compare` reports it
    return this.#opened;
  }

  /** Sends one block more. */
  send(): void {
    this.#due++;
    this.open()
      .then(({ stream }) => this.#sendDue(stream))
      .catch(() => undefined); // `compare` reports it
  }

  /** Something befell the server, now. */
  acted(): void {
    this.#actedMs = performance.now();
  }

  /** Closes the stream and compares what was heard. */
  async compare(undisturbed: Undisturbed): Promise<void> {
    this.#due = this.#blocks.length;
    const { stream, heard } = await this.open();
    this.#trySending(heard, stream);
    await stream.close();
    const { predictions, detections } = await undisturbed.of(this.#program, this.#blocks.length);
    this.counts = { predictions: predictions.length, detections: detections.length };
    const wrong = [
      ...heard.troubles,
      ...differences('prediction', heard.predictions, predictions),
      ...differences('detection', heard.detections, detections),
    ];
    if (wrong.length > 0) throw new Error(`${this.name} (${this.#program.name}): ${wrong.join('\n')}`);
  }

  async end(): Promise<void> {
    await (await this.#client?.catch(() => null))?.close();
  }

  async #open() {
    const client = await this.#connect();
    const stream = await client.open({ stream: this.name, ...this.#program.options });
    const heard = new Heard(stream);
    stream.predictions$.subscribe({ next: () => this.#measure(), error: () => undefined });
    return { stream, heard };
  }

  #measure(): void {
    const nowMs = performance.now();
    if (Number.isNaN(this.#actedMs)) return;
    this.silentMs = Math.max(this.silentMs, nowMs - this.#actedMs);
    this.#actedMs = nowMs;
  }

  /** A program that starts while the server is down tries until it is up. */
  async #connect(): Promise<Client> {
    for (;;) {
      this.#client = connect(this.#url, { backOff: { firstMs: 20, ceilingMs: 100 } });
      try {
        return await this.#client;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }

  /** A stream that failed refuses what is sent: why it failed was heard. */
  #trySending(heard: Heard, stream: ClientStream): void {
    try {
      this.#sendDue(stream);
    } catch (error) {
      heard.troubles.push(String(error));
    }
  }

  #sendDue(stream: ClientStream): void {
    while (this.#sent < this.#due) {
      const { values, ...rest } = this.#blocks[this.#sent++] as Block;
      stream.send(values, rest);
    }
  }
}

/** Where two lists differ first. */
function differences(of: string, heard: readonly string[], expected: readonly string[]): string[] {
  const at = expected.findIndex((each, i) => each !== heard[i]);
  if (at < 0 && heard.length === expected.length) return [];
  const index = at < 0 ? expected.length : at;
  return [
    `${heard.length} ${of}s instead of ${expected.length}; ${of} ${index} is`,
    `  ${heard[index]}`,
    `  and not ${expected[index]}`,
  ];
}
