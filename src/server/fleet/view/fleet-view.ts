// The streams of all nodes as this one knows them, for those who watch here and for lists.
import type { DetectionFields } from '../../../protocol/server-frames.js';
import type { StreamInfo } from '../../../protocol/server-messages.js';
import type { AdministeredStream, WatchedStream } from '../../streams/connected-stream.js';
import type { DetectorChanges } from '../../streams/detector-changes.js';
import { Results } from '../../streams/results.js';
import type { Watching } from '../../transport/watching.js';
import type { Bus } from '../storage/contract.js';
import { readPieces } from '../wire/frames.js';
import { numberOf } from '../wire/outputs.js';
import { type InfoMessage, POINTS, readView, VIEW, type ViewMessage, viewBytes } from './messages.js';

/** A stream of some node. */
export interface SeenStream extends WatchedStream, AdministeredStream {
  info: StreamInfo;
  readonly partition: number;
}

export interface FleetViewParts {
  readonly bus: Bus;
  readonly node: string;
  readonly watching: Watching;
  setDetector(stream: string, changes: DetectorChanges): void;
  /** Another node wants to know the streams that are here; or has watchers. */
  asked(): void;
  watched(): void;
}

const RECENT = 20;

export class FleetView {
  readonly #parts: FleetViewParts;
  readonly #streams = new Map<string, SeenStream>();
  readonly #ends: (() => void)[];
  /** Of each partition: its owner, and how far that is behind. */
  readonly partitions = new Map<number, { readonly node: string; readonly lagMs: number }>();

  constructor(parts: FleetViewParts) {
    this.#parts = parts;
    this.#ends = [
      parts.bus.listen(VIEW, (bytes) => this.#heard(readView(bytes))),
      parts.bus.listen(POINTS, (bytes) => this.#point(bytes)),
    ];
    this.#publish({ kind: 'ask', node: parts.node });
  }

  get streams(): IterableIterator<SeenStream> {
    return this.#streams.values();
  }

  /** About once a second. */
  tick(): void {
    const { watching, node } = this.#parts;
    if (watching.count > 0) this.#publish({ kind: 'watching', node });
    watching.allChanged();
  }

  close(): void {
    for (const end of this.#ends) end();
  }

  #heard(message: ViewMessage): void {
    switch (message.kind) {
      case 'streams':
        return this.#infos(message);
      case 'names': {
        const { node, partition, lagMs } = message;
        const names = new Set(message.names);
        this.partitions.set(partition, { node, lagMs });
        for (const each of this.#streams.values()) {
          if (each.partition === partition && !names.has(each.name)) this.#gone(each);
        }
        return;
      }
      case 'gone': {
        const stream = this.#streams.get(message.stream);
        if (stream !== undefined) this.#gone(stream);
        return;
      }
      case 'detection':
        return this.#detection(message.stream, message.detection);
      case 'ask':
        return this.#parts.asked();
      case 'watching':
        return this.#parts.watched();
      default:
        message satisfies never;
    }
  }

  #infos({ partition, streams }: InfoMessage): void {
    const { watching } = this.#parts;
    for (const { info, recent = [] } of streams) {
      const known = this.#streams.get(info.name);
      const stream = known ?? this.#made(info, partition);
      stream.info = info;
      if (known === undefined) {
        stream.results.recent.push(...recent);
        this.#streams.set(info.name, stream);
        watching.opened(stream);
      } else watching.changed(stream);
    }
  }

  #detection(name: string, detection: DetectionFields): void {
    const stream = this.#streams.get(name);
    if (stream === undefined) return;
    const { recent } = stream.results;
    if (recent.some(({ number }) => number === detection.number)) return; // told again by a later owner
    recent.push(detection);
    if (recent.length > RECENT) recent.shift();
    this.#parts.watching.detected(stream, detection);
  }

  #point(bytes: Uint8Array): void {
    for (const { name, bytes: frame } of readPieces(bytes, 0)) {
      const stream = this.#streams.get(name);
      if (stream === undefined) continue;
      const { points } = stream.results;
      const index = numberOf(frame);
      const at = points.append(index, frame.length);
      points.bytes.set(frame, at);
      this.#parts.watching.point(stream, { bytes: points.bytes, at, length: frame.length }, index);
    }
  }

  #gone(stream: SeenStream): void {
    this.#streams.delete(stream.name);
    this.#parts.watching.closed(stream);
  }

  #made(info: StreamInfo, partition: number): SeenStream {
    const { setDetector } = this.#parts;
    const { name } = info;
    return {
      ...{ name, info, partition, results: new Results(0), closing: null, sender: null },
      setDetector: (changes) => setDetector(name, changes),
    };
  }

  #publish(message: ViewMessage): void {
    this.#parts.bus.publish(VIEW, viewBytes(message));
  }
}
