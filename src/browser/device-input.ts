// The microphone in use: changed on request, and replaced by the default one when it is lost.
import { SluiceError } from '../errors.js';
import type { SourceEvent } from '../source/source.js';
import { unlessAborted } from './abort.js';
import { mediaDevices, openDevice } from './devices.js';

/** How long to wait for a change of devices before trying again: not every browser reports every change. */
const RETRY_MS = 2000;

/** Is told about changes of the device. */
export interface DeviceListener {
  report(event: SourceEvent): void;
  /** The system has muted the device, or has unmuted it. */
  muted(muted: boolean): void;
  /** No microphone may be opened any more. */
  failed(error: unknown): void;
}

/** A chain from a microphone to an audio node whose first link can be changed. */
export class DeviceInput {
  readonly #constraints: MediaTrackConstraints | undefined;
  readonly #life = new AbortController();
  #listener: DeviceListener | undefined;
  #node: AudioNode | undefined;
  #input: MediaStreamAudioSourceNode | undefined;
  /** Undefined while the device is lost. */
  #track: MediaStreamTrack | undefined;
  /** Counts requests to switch, so that the last one wins whichever device opens first. */
  #wishes = 0;

  constructor(constraints: MediaTrackConstraints | undefined) {
    this.#constraints = constraints;
  }

  /** For people. Empty while there is no device. */
  get label(): string {
    return this.#track?.label ?? '';
  }

  /**
   * Opens the first device (undefined: the default). Rejects with DEVICE_REFUSED, DEVICE_MISSING or the signal's
   * reason.
   */
  async open(deviceId: string | undefined, signal: AbortSignal): Promise<void> {
    this.#take(await unlessAborted(openDevice(deviceId, this.#constraints), signal, (late) => late.stop()));
  }

  /** Connects the device to the node, now and after every change. */
  connect(node: AudioNode): void {
    this.#node = node;
    this.#wire();
  }

  /** Reports to the listener from now on, and replaces a device that is lost. */
  watch(listener: DeviceListener): void {
    this.#listener = listener;
    const onChange = () => void this.#missed();
    mediaDevices().addEventListener('devicechange', onChange, { signal: this.#life.signal });
    if (this.#track?.muted) listener.muted(true);
    if (this.#track?.readyState === 'ended') this.#lose(this.#track);
  }

  /**
   * Switches to another device (undefined: the default). Rejects with DEVICE_REFUSED or DEVICE_MISSING, and then
   * nothing has changed.
   */
  async switchTo(deviceId: string | undefined): Promise<void> {
    if (this.#life.signal.aborted) throw closed();
    const wish = ++this.#wishes;
    const track = await openDevice(deviceId, this.#constraints);
    if (wish !== this.#wishes) track.stop();
    else this.#change(track);
  }

  /** Releases the device for good. */
  release(): void {
    this.#life.abort();
    this.#input?.disconnect();
    this.#drop(this.#track);
    this.#track = undefined;
  }

  #change(track: MediaStreamTrack): void {
    const wasLost = this.#track === undefined;
    this.#take(track);
    this.#listener?.report({ kind: 'device-changed', device: track.label });
    if (wasLost) this.#listener?.report({ kind: 'resumed' });
  }

  #take(track: MediaStreamTrack): void {
    if (this.#life.signal.aborted) {
      track.stop();
      throw closed();
    }
    const before = this.#track;
    this.#track = track;
    track.onended = () => this.#lose(track);
    track.onmute = () => this.#listener?.muted(true);
    track.onunmute = () => this.#listener?.muted(false);
    this.#listener?.muted(track.muted);
    this.#wire();
    this.#drop(before);
  }

  #wire(): void {
    this.#input?.disconnect();
    this.#input = undefined;
    if (this.#node === undefined || this.#track === undefined) return;
    const context = this.#node.context as AudioContext;
    this.#input = context.createMediaStreamSource(new MediaStream([this.#track]));
    this.#input.connect(this.#node);
  }

  #drop(track: MediaStreamTrack | undefined): void {
    if (track === undefined) return;
    track.onended = track.onmute = track.onunmute = null;
    track.stop();
  }

  #lose(track: MediaStreamTrack): void {
    if (track !== this.#track) return;
    this.#drop(track);
    this.#track = undefined;
    this.#wire();
    this.#listener?.muted(false);
    this.#listener?.report({ kind: 'device-lost', device: track.label });
    void this.#replace();
  }

  /** Some browsers remove a device from the list while its track goes on in silence. */
  async #missed(): Promise<void> {
    const track = this.#track;
    const deviceId = track?.getSettings().deviceId;
    if (track === undefined || deviceId === undefined) return;
    const devices = await mediaDevices().enumerateDevices();
    const inputs = devices.filter((device) => device.kind === 'audioinput' && device.deviceId !== '');
    if (inputs.length > 0 && !inputs.some((device) => device.deviceId === deviceId)) this.#lose(track);
  }

  /** Opens the default device as soon as possible, unless another one was chosen in the meantime. */
  async #replace(): Promise<void> {
    const { signal } = this.#life;
    while (this.#track === undefined && !signal.aborted) {
      const changed = deviceChange(signal);
      try {
        const track = await openDevice(undefined, this.#constraints);
        if (this.#track !== undefined || signal.aborted) return track.stop();
        return this.#change(track);
      } catch (error) {
        if (error instanceof SluiceError && error.code === 'DEVICE_REFUSED') return this.#listener?.failed(error);
      }
      await changed;
    }
  }
}

function closed(): SluiceError {
  return new SluiceError('STREAM_CLOSED', 'Cannot take another microphone: the stream is closed');
}

/** Resolves when devices change, when it is time to try without a change, or when the signal aborts. */
function deviceChange(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const devices = mediaDevices();
    const done = () => {
      clearTimeout(timer);
      devices.removeEventListener('devicechange', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, RETRY_MS);
    devices.addEventListener('devicechange', done);
    signal.addEventListener('abort', done);
  });
}
