// The page's state: no stream or one, of which kind, and what a person did to its thresholds. Everything else hangs on this.
import {
  type Detection,
  type Model,
  predictionBytes,
  type Source,
  type Stream,
  type StreamEvent,
  type Transport,
} from 'sluice';
import type { Notices } from '../shared/notices.js';
import { explain, explainEvent } from './explain.js';
import type { StudioHandle } from './handle.js';
import type { Heard } from './heard.js';
import type { Numbers } from './numbers.js';
import { Pictures } from './pictures/pictures.js';
import type { ScoreMark } from './pictures/score-picture.js';
import { runSession, type SessionView } from './session.js';
import { Sha256 } from './sha256.js';
import { Recorder } from './sound/recorder.js';
import { Thresholds } from './thresholds.js';

/** What can be listened to. */
export interface Playable {
  readonly source: Source;
  /** What is known to be said in it. */
  readonly said?: readonly ScoreMark[];
  /** Called when the stream is open; what it returns when it is over. */
  readonly started?: () => () => void;
}

export interface StudioParts {
  readonly model: Model;
  readonly heard: Heard;
  readonly notices: Notices;
  readonly numbers: Numbers;
  /** Tells the page what to show on its buttons. */
  readonly changed: (state: StudioState, what: string) => void;
  /** Whether what is heard is kept. */
  readonly recording: (on: boolean) => void;
}

export type StudioState = 'idle' | 'opening' | 'running' | 'failed';

const DETECTIONS_KEPT = 1000;

export class Studio implements StudioHandle {
  readonly detections: Detection[] = [];
  transport: Transport | null = null;
  done: Promise<void> = Promise.resolve();
  readonly #parts: StudioParts;
  readonly #pictures: Pictures;
  readonly #thresholds: Thresholds;
  readonly #recorder: Recorder;
  #hash = new Sha256();
  #stream: Stream | undefined;
  #running: AbortController | undefined;

  constructor(parts: StudioParts) {
    this.#parts = parts;
    this.#thresholds = new Thresholds(parts.model);
    this.#recorder = new Recorder(parts.recording);
    this.#pictures = new Pictures({
      model: parts.model,
      thresholdChanged: (label, threshold) => {
        this.#thresholds.set(label, threshold);
        this.#stream?.setDetector(this.#thresholds.settings());
      },
    });
    this.#pictures.setThresholds(this.#thresholds.values);
  }

  /** Starts a stream, after ending the one before. `name`: what the person will see that it listens to. */
  start(name: string, make: () => Playable | Promise<Playable>): void {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.done = this.done.catch(() => undefined).then(() => this.#run(name, make, running.signal));
    this.done.catch(() => undefined); // shown on the page
  }

  stop(): void {
    this.#running?.abort();
  }

  /** Keeps what is heard from now on, or gives the person what was kept. */
  async toggleRecording(): Promise<void> {
    await this.#recorder.toggle().catch((error: unknown) => {
      const { title, advice, detail } = explain(error);
      this.#parts.notices.show({ kind: 'failure', tone: 'bad', title, text: [advice], detail });
    });
  }

  resetThresholds(): void {
    this.#thresholds.reset();
    this.#pictures.setThresholds(this.#thresholds.values);
    this.#stream?.setDetector(this.#thresholds.settings());
  }

  async digest(): Promise<string> {
    await this.done;
    return this.#hash.digest();
  }

  async #run(name: string, make: () => Playable | Promise<Playable>, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { model, notices, numbers, changed } = this.#parts;
    changed('opening', name);
    for (const kind of ['failure', 'source']) notices.clear(kind);
    let stopped: (() => void) | undefined;
    try {
      const { source, said, started } = await make();
      this.#clear(said ?? []);
      const opened = (stream: Stream) => {
        this.#opened(stream);
        stopped = started?.();
        changed('running', name);
      };
      await runSession({ source, model, signal, detector: this.#thresholds.settings() }, this.#view(opened));
      numbers.digest(this.#hash.digest());
      changed('idle', name);
    } catch (error) {
      const { title, advice, detail } = explain(error);
      notices.show({ kind: 'failure', tone: 'bad', title, text: [advice], detail });
      changed('failed', name);
      throw error;
    } finally {
      stopped?.();
      this.#stream = undefined;
      await this.#recorder.closed();
    }
  }

  #clear(said: readonly ScoreMark[]): void {
    this.detections.length = 0;
    this.#hash = new Sha256();
    this.#pictures.clear(said);
    this.#parts.heard.clear();
    this.#parts.numbers.clear();
  }

  #opened(stream: Stream): void {
    this.#stream = stream;
    this.#recorder.opened(stream);
    this.transport = stream.transport;
    this.#parts.numbers.opened(stream);
  }

  #view(opened: (stream: Stream) => void): SessionView {
    return {
      opened,
      prediction: (prediction) => {
        this.#hash.update(predictionBytes(prediction));
        this.#pictures.prediction(prediction);
      },
      detection: (detection) => {
        this.detections.push(detection);
        if (this.detections.length > DETECTIONS_KEPT) this.detections.shift();
        this.#pictures.detection(detection);
        this.#parts.heard.add(detection);
      },
      stats: (stats) => this.#parts.numbers.stats(stats),
      event: (event) => this.#tell(event),
    };
  }

  #tell(event: StreamEvent): void {
    const { notices } = this.#parts;
    const explanation = explainEvent(event);
    if (explanation === null) notices.clear('source');
    else notices.show({ kind: 'source', tone: 'note', title: explanation.title, text: [explanation.advice] });
  }
}
