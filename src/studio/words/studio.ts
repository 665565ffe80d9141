// The state of the page: its model, no stream or one, and the thresholds that a person set.
import {
  type Detection,
  type Model,
  predictionBytes,
  type Source,
  type Stream,
  type StreamEvent,
  type Transport,
} from 'sluice';
import type { Notice, Notices } from '../shared/notices.js';
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
  /** Called when the stream is open. What it returns is called when the stream is over. */
  readonly started?: () => () => void;
  /** What was recognised in the file. */
  readonly format?: Notice;
}

export interface StudioParts {
  readonly heard: Heard;
  readonly notices: Notices;
  readonly numbers: Numbers;
  /** Tells the page what to show on its buttons. */
  readonly changed: (state: StudioState, what: string) => void;
  /** Whether what is heard is kept. */
  readonly recording: (on: boolean) => void;
}

/** What belongs to a model. */
interface Fitted {
  readonly model: Model;
  readonly thresholds: Thresholds;
  readonly pictures: Pictures;
  /** Takes the pictures off the page. */
  readonly off: AbortController;
}

export type StudioState = 'idle' | 'opening' | 'running' | 'failed';

const DETECTIONS_KEPT = 1000;

export class Studio implements StudioHandle {
  readonly detections: Detection[] = [];
  transport: Transport | null = null;
  done: Promise<void> = Promise.resolve();
  /** Seconds of sound that streams keep from their opening on, for corrections. */
  keepSeconds = 0;
  readonly #parts: StudioParts;
  readonly #recorder: Recorder;
  #fitted: Fitted | null = null;
  #hash = new Sha256();
  #stream: Stream | undefined;
  #running: AbortController | undefined;
  /** Whether the present stream keeps its newest seconds. */
  #keeps = false;

  constructor(parts: StudioParts) {
    this.#parts = parts;
    this.#recorder = new Recorder(parts.recording);
  }

  /** Null before the first was opened. */
  get model(): Model | null {
    return this.#fitted?.model ?? null;
  }

  /** Puts another model in the place of the one before, after ending the stream. */
  async useModel(model: Model): Promise<void> {
    this.stop();
    await this.done.catch(() => undefined);
    this.#fitted?.off.abort();
    const off = new AbortController();
    const thresholds = new Thresholds(model);
    const thresholdChanged = (label: number, threshold: number) => {
      thresholds.set(label, threshold);
      this.#stream?.setDetector(thresholds.settings());
    };
    const pictures = new Pictures({ model, thresholdChanged, signal: off.signal });
    pictures.setThresholds(thresholds.values);
    this.#fitted = { model, thresholds, pictures, off };
    this.#clear([]);
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

  /** The newest sound of the stream that runs. Null where nothing is kept. */
  lastSeconds(): { readonly samples: Float32Array; readonly sampleRate: number } | null {
    if (this.#stream === undefined || !this.#keeps) return null;
    return { samples: this.#stream.lastSeconds(), sampleRate: this.#stream.sampleRate };
  }

  resetThresholds(): void {
    if (this.#fitted === null) return;
    const { thresholds, pictures } = this.#fitted;
    thresholds.reset();
    pictures.setThresholds(thresholds.values);
    this.#stream?.setDetector(thresholds.settings());
  }

  async digest(): Promise<string> {
    await this.done;
    return this.#hash.digest();
  }

  async #run(name: string, make: () => Playable | Promise<Playable>, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#fitted === null) return;
    const { model, thresholds } = this.#fitted;
    const { notices, numbers, changed } = this.#parts;
    changed('opening', name);
    for (const kind of ['failure', 'source', 'format']) notices.clear(kind);
    let stopped: (() => void) | undefined;
    try {
      const { source, said, started, format } = await make();
      if (format !== undefined) notices.show(format);
      this.#clear(said ?? []);
      const opened = (stream: Stream) => {
        this.#opened(stream);
        stopped = started?.();
        changed('running', name);
      };
      const { keepSeconds } = this;
      this.#keeps = keepSeconds > 0;
      await runSession({ source, model, signal, keepSeconds, detector: thresholds.settings() }, this.#view(opened));
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
    this.#fitted?.pictures.clear(said);
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
        this.#fitted?.pictures.prediction(prediction);
      },
      detection: (detection) => {
        this.detections.push(detection);
        if (this.detections.length > DETECTIONS_KEPT) this.detections.shift();
        this.#fitted?.pictures.detection(detection);
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
