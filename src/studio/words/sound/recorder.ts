// The record button: while it is pressed, streams are recorded; a finished recording is saved as a file.
import type { StopRecording, Stream } from 'sluice';

export class Recorder {
  readonly #changed: (on: boolean) => void;
  #on = false;
  #stream: Stream | null = null;
  #stop: StopRecording | null = null;
  #pieces: Uint8Array<ArrayBuffer>[] = [];

  /** `changed`: whether it is pressed. */
  constructor(changed: (on: boolean) => void) {
    this.#changed = changed;
  }

  /** Presses or releases the button. */
  async toggle(): Promise<void> {
    this.#on = !this.#on;
    this.#changed(this.#on);
    if (!this.#on) await this.#finish();
    else if (this.#stream !== null) await this.#begin(this.#stream);
  }

  /** A stream is open, and nothing of it is heard yet. */
  opened(stream: Stream): void {
    this.#stream = stream;
    if (this.#on) void this.#begin(stream).catch(() => undefined); // a stream that is over already has nothing to keep
  }

  /** The stream is over. */
  async closed(): Promise<void> {
    this.#stream = null;
    await this.#finish();
  }

  async #begin(stream: Stream): Promise<void> {
    this.#pieces = [];
    this.#stop = await stream.record((bytes) => this.#pieces.push(bytes));
  }

  async #finish(): Promise<void> {
    await this.#stop?.();
    this.#stop = null;
    const pieces = this.#pieces;
    this.#pieces = [];
    if (pieces.length === 0) return;
    save(
      new Blob(pieces, { type: 'application/octet-stream' }),
      `${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.sluice`,
    );
  }
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
