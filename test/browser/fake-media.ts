// Just enough of a browser's media devices and audio to pull plugs and refuse microphones, which a real one cannot be
// told to do.

import { vi } from 'vitest';
import type { CaptureCommand, IntakePort } from '#src/ring/capture-port.js';
import { DOORBELL_BYTES } from '#src/ring/doorbell.js';
import type { Intake, SourceEvent } from '#src/source/source.js';

export class FakeTrack {
  readonly label: string;
  readonly deviceId: string;
  readyState: 'live' | 'ended' = 'live';
  muted = false;
  onended: (() => void) | null = null;
  onmute: (() => void) | null = null;
  onunmute: (() => void) | null = null;

  constructor(deviceId: string) {
    this.deviceId = deviceId;
    this.label = `label of ${deviceId}`;
  }

  getSettings(): { deviceId: string } {
    return { deviceId: this.deviceId };
  }

  stop(): void {
    this.readyState = 'ended';
  }

  /** What a browser does when the plug is pulled. */
  end(): void {
    this.readyState = 'ended';
    this.onended?.();
  }

  mute(muted: boolean): void {
    this.muted = muted;
    if (muted) this.onmute?.();
    else this.onunmute?.();
  }
}

class FakeDevices extends EventTarget {
  /** The default first. */
  present = ['built-in', 'headset'];
  /** Tracks ever given out. */
  readonly tracks: FakeTrack[] = [];
  readonly asked: MediaTrackConstraints[] = [];
  /** The name of the error that the next tries end with. */
  refusal = '';
  /** What answers wait for. */
  gate: Promise<void> = Promise.resolve();

  async getUserMedia({ audio }: { audio: MediaTrackConstraints }): Promise<{ getAudioTracks(): FakeTrack[] }> {
    this.asked.push(audio);
    await this.gate;
    if (this.refusal !== '') throw new DOMException('no', this.refusal);
    const wished = (audio.deviceId as { exact: string } | undefined)?.exact;
    const deviceId = wished ?? this.present[0];
    if (deviceId === undefined) throw new DOMException('none', 'NotFoundError');
    if (!this.present.includes(deviceId)) throw new DOMException('not that one', 'OverconstrainedError');
    const track = new FakeTrack(deviceId);
    this.tracks.push(track);
    return { getAudioTracks: () => [track] };
  }

  async enumerateDevices(): Promise<{ kind: string; deviceId: string; label: string }[]> {
    const inputs = this.present.map((deviceId) => ({ kind: 'audioinput', deviceId, label: `label of ${deviceId}` }));
    return [...inputs, { kind: 'audiooutput', deviceId: 'speaker', label: 'label of speaker' }];
  }

  change(present: string[]): void {
    this.present = present;
    this.dispatchEvent(new Event('devicechange'));
  }
}

/** A graph of who is connected to whom. */
class FakeNode {
  readonly context: FakeContext;
  readonly to = new Set<unknown>();

  constructor(context: FakeContext) {
    this.context = context;
  }

  connect(node: unknown): void {
    this.to.add(node);
  }

  disconnect(): void {
    this.to.clear();
  }
}

export class FakeContext extends EventTarget {
  static last: FakeContext | undefined;
  readonly sampleRate = 44_100;
  readonly destination = {};
  state: AudioContextState | 'interrupted' = 'running';
  /** Whether `resume` works now. */
  mayResume = true;
  resumes = 0;
  addedModule = '';
  moduleFails = false;
  /** Inputs made from tracks, in order. */
  readonly inputs: { node: FakeNode; track: FakeTrack }[] = [];
  readonly audioWorklet = {
    addModule: async (url: string) => {
      this.addedModule = url;
      if (this.moduleFails) throw new DOMException('no', 'AbortError');
    },
  };

  constructor() {
    super();
    FakeContext.last = this;
  }

  createMediaStreamSource(stream: { tracks: FakeTrack[] }): FakeNode {
    const node = new FakeNode(this);
    this.inputs.push({ node, track: stream.tracks[0] as FakeTrack });
    return node;
  }

  async resume(): Promise<void> {
    this.resumes++;
    if (!this.mayResume) throw new DOMException('not yet', 'NotAllowedError');
    this.change('running');
  }

  async close(): Promise<void> {
    this.change('closed');
  }

  change(state: AudioContextState | 'interrupted'): void {
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }

  /** Tracks whose sound is heard now. */
  heard(): string[] {
    return this.inputs.filter(({ node }) => node.to.size > 0).map(({ track }) => track.deviceId);
  }
}

export class FakeWorkletNode extends FakeNode {
  static last: FakeWorkletNode | undefined;
  readonly commands: CaptureCommand[] = [];
  onprocessorerror: (() => void) | null = null;
  /** Whether the worklet answers to `stop`: in a context that the system has stopped it does not. */
  answers = true;
  readonly port = {
    onmessage: null as ((event: { data: unknown }) => void) | null,
    closed: false,
    postMessage: (command: CaptureCommand) => {
      this.commands.push(command);
      if (command.kind === 'stop' && this.answers) {
        queueMicrotask(() => this.port.onmessage?.({ data: { kind: 'stopped' } }));
      }
    },
    close: () => {
      this.port.closed = true;
    },
  };

  constructor(context: FakeContext, name: string) {
    super(context);
    if (name !== 'sluice-capture') throw new Error(`no processor ${name}`);
    FakeWorkletNode.last = this;
  }
}

/** Puts the fakes in place until `vi.unstubAllGlobals()`. */
export function fakeBrowser(): { devices: FakeDevices; page: EventTarget } {
  const devices = new FakeDevices();
  const page = new EventTarget();
  FakeContext.last = undefined;
  FakeWorkletNode.last = undefined;
  vi.stubGlobal('navigator', { mediaDevices: devices });
  vi.stubGlobal('location', { origin: 'http://example.com' });
  vi.stubGlobal('document', page);
  vi.stubGlobal('AudioContext', FakeContext);
  vi.stubGlobal('AudioWorkletNode', FakeWorkletNode);
  vi.stubGlobal(
    'MediaStream',
    class {
      readonly tracks: FakeTrack[];
      constructor(tracks: FakeTrack[]) {
        this.tracks = tracks;
      }
    },
  );
  return { devices, page };
}

/** An intake that is only lent and reported to. */
export class LentIntake implements Intake {
  readonly events: SourceEvent[] = [];
  lent = 0;

  push(): number {
    throw new Error('a microphone pushes nothing itself');
  }

  async ready(): Promise<void> {}

  lose(): void {}

  lend(): IntakePort {
    this.lent++;
    return {
      kind: 'shared',
      ring: new SharedArrayBuffer(64),
      doorbell: new SharedArrayBuffer(DOORBELL_BYTES),
      stream: 0,
      transfer: [],
    };
  }

  report(event: SourceEvent): void {
    this.events.push(event);
  }
}
