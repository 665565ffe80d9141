// The buttons: what a person chooses to listen to, with which model, and with which microphone.
import { listMicrophones, type Microphone, microphone } from 'sluice';
import { serveDrop } from '../shared/drop.js';
import { element, make } from '../shared/elements.js';
import { kindOfFile } from '../shared/file-kind.js';
import { handOver } from '../shared/handoff.js';
import type { Notices } from '../shared/notices.js';
import { mustBeConverted } from '../shared/unsuitable-file.js';
import { explain } from './explain.js';
import { describeModel } from './model/describe-model.js';
import { chosenModel, type ModelFile, openModel, SeriesModelOpened } from './model/open-model.js';
import { type PlayOptions, playFile, playMicrophone, playRecording } from './sound/playables.js';
import type { Studio, StudioState } from './studio.js';

export class Controls {
  readonly #listen = element('listen', HTMLButtonElement);
  readonly #device = element('device', HTMLSelectElement);
  readonly #play = element('play', HTMLButtonElement);
  readonly #open = element('open', HTMLButtonElement);
  readonly #file = element('file', HTMLInputElement);
  readonly #aloud = element('aloud', HTMLInputElement);
  readonly #record = element('record', HTMLButtonElement);
  readonly #stop = element('stop', HTMLButtonElement);
  readonly #state = element('state', HTMLElement);
  readonly #progress = element('progress', HTMLProgressElement);
  readonly #studio: Studio;
  readonly #notices: Notices;
  readonly #fast: boolean;
  /** The one in use, or about to be. */
  #microphone: Microphone | undefined;

  /** `fast`: sounds are played as fast as possible, not in real time. */
  constructor(studio: Studio, notices: Notices, fast: boolean) {
    this.#studio = studio;
    this.#notices = notices;
    this.#fast = fast;
    this.#enable();
    this.#listen.addEventListener('click', () => this.listen());
    this.#play.addEventListener('click', () => this.playRecording());
    this.#record.addEventListener('click', () => void studio.toggleRecording());
    this.#stop.addEventListener('click', () => studio.stop());
    this.#device.addEventListener('change', () => void this.#switchDevice());
    element('reset', HTMLButtonElement).addEventListener('click', () => studio.resetThresholds());
    this.#serveChooser(this.#open, this.#file);
    this.#serveChooser(element('open-model', HTMLButtonElement), element('model', HTMLInputElement));
    serveDrop((file) => void this.openFile(file));
    void this.#listDevices();
    navigator.mediaDevices?.addEventListener('devicechange', () => void this.#listDevices());
  }

  /** Of the chosen microphone; empty: the default. */
  get deviceId(): string {
    return this.#device.value;
  }

  listen(): void {
    this.#studio.start('Listening', () => {
      const deviceId = this.#device.value;
      const source = microphone(deviceId === '' ? {} : { deviceId });
      this.#microphone = source;
      return playMicrophone(source, () => void this.#listDevices());
    });
  }

  playRecording(): void {
    const labels = this.#studio.model?.labels ?? [];
    this.#studio.start('Playing the recording', () => playRecording(labels, this.#options()));
  }

  /** Opens a file: a sound is played, a model is used from then on, a table goes to the page of sensors. */
  async openFile(file: File): Promise<void> {
    try {
      const kind = await kindOfFile(file);
      if (kind === 'onnx' || kind === 'pytorch') throw mustBeConverted(file.name, kind);
      if (kind === 'table') await handOver(file, './sensors.html');
      else if (kind === 'model') await this.openModel(chosenModel(file), file);
      else this.#studio.start(`Playing ${file.name}`, () => playFile(file, this.#options()));
    } catch (error) {
      this.#tell('failure', error);
    }
  }

  /** Uses another model from now on. If it cannot be used, the last one stays. `file`: the chosen file. */
  async openModel(from: ModelFile, file: File | null = null): Promise<void> {
    this.#notices.clear('model');
    try {
      this.#showProgress(`Reading ${from.name}…`, null);
      const model = await openModel(from, (share) =>
        this.#showProgress(share === null ? `Checking ${from.name}…` : `Reading ${from.name}…`, share),
      );
      await this.#studio.useModel(model);
      describeModel(model);
      this.show('idle', '');
    } catch (error) {
      if (error instanceof SeriesModelOpened && file !== null) return handOver(file, './sensors.html');
      this.#tell('model', error);
      this.show(this.#studio.model === null ? 'failed' : 'idle', '');
    } finally {
      this.#progress.hidden = true;
      this.#enable();
    }
  }

  /** Shows the state of the studio. `what`: what it is doing, in words. */
  show(state: StudioState, what: string): void {
    const busy = state === 'running' || state === 'opening';
    const words = { idle: 'Ready', opening: 'Starting…', running: what, failed: 'Stopped' } as const;
    this.#state.textContent = words[state];
    this.#state.dataset.state = state;
    this.#stop.disabled = !busy;
    if (!busy) this.#microphone = undefined;
  }

  /** Whether what comes in is kept. */
  showRecording(on: boolean): void {
    this.#record.setAttribute('aria-pressed', String(on));
    this.#record.textContent = on ? 'Stop recording' : 'Record';
  }

  /** `share` null: unknown. */
  #showProgress(what: string, share: number | null): void {
    this.#state.textContent = what;
    this.#state.dataset.state = 'idle';
    this.#progress.hidden = false;
    if (share === null) this.#progress.removeAttribute('value');
    else this.#progress.value = share;
  }

  /** Without a model there is nothing to listen with. */
  #enable(): void {
    for (const control of [this.#listen, this.#play, this.#open, this.#device, this.#record])
      control.disabled = this.#studio.model === null;
  }

  #options(): PlayOptions {
    return { fast: this.#fast, aloud: this.#aloud.checked };
  }

  #serveChooser(button: HTMLButtonElement, chooser: HTMLInputElement): void {
    button.addEventListener('click', () => chooser.click());
    chooser.addEventListener('change', () => {
      const file = chooser.files?.[0];
      if (file !== undefined) void this.openFile(file);
      chooser.value = ''; // so that the same file can be chosen again
    });
  }

  #tell(kind: string, error: unknown): void {
    const { title, advice, detail } = explain(error);
    this.#notices.show({ kind, tone: 'bad', title, text: [advice], detail });
  }

  // Before a microphone was allowed, names and ids are empty: only the default one can be offered.
  async #listDevices(): Promise<void> {
    const devices = await listMicrophones().catch(() => []);
    const chosen = this.#device.value;
    const named = devices.filter(({ deviceId }) => deviceId !== '' && deviceId !== 'default');
    const options = named.map(({ deviceId, label }, n) => new Option(label || `Microphone ${n + 1}`, deviceId));
    this.#device.replaceChildren(make('option', '', 'Default microphone'), ...options);
    this.#device.options[0]?.setAttribute('value', '');
    this.#device.value = named.some(({ deviceId }) => deviceId === chosen) ? chosen : '';
  }

  async #switchDevice(): Promise<void> {
    try {
      await this.#microphone?.switchTo(this.#device.value === '' ? undefined : this.#device.value);
      this.#notices.clear('failure');
    } catch (error) {
      this.#tell('failure', error);
    }
  }
}
