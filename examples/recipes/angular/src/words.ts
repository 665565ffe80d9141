// Shows in the page what the streams find. Angular leaves the addresses in packages as they are, so the files that
// `sluice copy-assets` laid out are named.
import { Component, type OnInit, signal } from '@angular/core';
import { listen, playRecording, watchSensor } from './streams.js';

const files = { workerUrl: '/sluice/standalone/engine-worker.js', kernel: '/sluice/kernel/' };
const hearing = { ...files, model: '/sluice/models/keywords.safetensors' };

interface Found {
  readonly words: readonly string[];
  readonly digest?: string;
  readonly transport?: string;
  readonly sensor?: string;
}

@Component({
  selector: 'app-words',
  template: `
    <main
      [attr.data-digest]="found().digest"
      [attr.data-transport]="found().transport"
      [attr.data-sensor]="found().sensor"
      [attr.data-heard]="heard()"
      [attr.data-error]="error()"
    >
      <p>{{ found().words.join(', ') }}</p>
      <button type="button" (click)="hear()">Hear the microphone</button>
    </main>
  `,
})
export class Words implements OnInit {
  readonly found = signal<Found>({ words: [] });
  readonly heard = signal<number | null>(null);
  readonly error = signal<string | null>(null);

  async ngOnInit(): Promise<void> {
    try {
      this.found.set({ ...(await playRecording(hearing)), sensor: await watchSensor(files) });
    } catch (error) {
      this.error.set(String(error));
    }
  }

  async hear(): Promise<void> {
    try {
      this.heard.set(await listen(hearing, { workletUrl: '/sluice/worklets/capture.js' }));
    } catch (error) {
      this.error.set(String(error));
    }
  }
}
