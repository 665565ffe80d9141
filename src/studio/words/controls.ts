// The buttons: what a person chooses to listen to, and with which microphone.
import { listMicrophones, type Microphone, microphone } from 'sluice';
import { element, make } from '../shared/elements.js';
import type { Notices } from '../shared/notices.js';
import { explain } from './explain.js';
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
  readonly #notices: Notices;
  readonly #fast: boolean;
  /** The one that is heard or about to be. */
  #microphone: Microphone | undefined;

  /** `fast`: sounds are played as fast as it goes, not in real time. */
  constructor(notices: Notices, fast: boolean) {
    this.#notices = notices;
    this.#fast = fast;
    this.enable(false);
  }

  /** Connects the buttons. */
  serve(studio: Studio, labels: readonly string[]): void {
    this.enable(true);
    this.#listen.addEventListener('click', () => this.listen(studio));
    this.#play.addEventListener('click', () => this.playRecording(studio, labels));
    this.#open.addEventListener('click', () => this.#file.click());
    this.#file.addEventListener('change', () => {
      this.#openFile(studio, this.#file.files?.[0]);
      this.#file.value = ''; // so that the same file can be chosen again
    });
    this.#record.addEventListener('click', () => void studio.toggleRecording());
    this.#stop.addEventListener('click', () => studio.stop());
    this.#device.addEventListener('change', () => void this.#switchDevice());
    element('reset', HTMLButtonElement).addEventListener('click', () => studio.resetThresholds());
    this.#serveDrop(studio);
    void this.#listDevices();
    navigator.mediaDevices?.addEventListener('devicechange', () => void this.#listDevices());
  }

  listen(studio: Studio): void {
    studio.start('Listening', () => {
      const deviceId = this.#device.value;
      const source = microphone(deviceId === '' ? {} : { deviceId });
      this.#microphone = source;
      return playMicrophone(source, () => void this.#listDevices());
    });
  }

  playRecording(studio: Studio, labels: readonly string[]): void {
    studio.start('Playing the recording', () => playRecording(labels, this.#options()));
  }

  enable(enabled: boolean): void {
    for (const control of [this.#listen, this.#play, this.#open, this.#device, this.#record])
      control.disabled = !enabled;
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

  /** Whether what is heard is kept. */
  showRecording(on: boolean): void {
    this.#record.setAttribute('aria-pressed', String(on));
    this.#record.textContent = on ? 'Stop recording' : 'Record';
  }

  #options(): PlayOptions {
    return { fast: this.#fast, aloud: this.#aloud.checked };
  }

  #openFile(studio: Studio, file: File | undefined): void {
    if (file !== undefined) studio.start(`Playing ${file.name}`, () => playFile(file, this.#options()));
  }

  #serveDrop(studio: Studio): void {
    const { body } = document;
    body.addEventListener('dragover', (event) => {
      event.preventDefault();
      body.classList.add('dropping');
    });
    for (const kind of ['dragleave', 'drop']) body.addEventListener(kind, () => body.classList.remove('dropping'));
    body.addEventListener('drop', (event) => {
      event.preventDefault();
      this.#openFile(studio, event.dataTransfer?.files[0]);
    });
  }

  // Before a microphone was allowed its name and id are empty: only the default can be offered then.
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
      const { title, advice, detail } = explain(error);
      this.#notices.show({ kind: 'failure', tone: 'bad', title, text: [advice], detail });
    }
  }
}
