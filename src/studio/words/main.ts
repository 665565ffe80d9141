// The page: its parts are made and joined here, and what its address asks for is started.
//
//   ?play=recording   starts the bundled recording
//   ?microphone=1     starts the microphone
//   ?fast=1           plays the recording and files as fast as it goes, not in real time
import 'uplot/dist/uPlot.min.css';
import { type Model, readModel } from 'sluice';
import { isRecurrent } from '../../model/flow.js';
import { element, make } from '../shared/elements.js';
import { Notices } from '../shared/notices.js';
import { Controls } from './controls.js';
import { explain } from './explain.js';
import { Heard } from './heard.js';
import { Numbers } from './numbers.js';
import { Studio } from './studio.js';
import { whyUnshared } from './unshared.js';

const notices = new Notices(element('notices', HTMLElement));
const asked = new URLSearchParams(location.search);
const controls = new Controls(notices, asked.get('fast') === '1');
void tellIfUnshared();
await open();

async function open(): Promise<void> {
  const model = await loadModel();
  if (model === undefined) return controls.show('failed', '');
  const studio = new Studio({
    model,
    notices,
    heard: new Heard(element('newest', HTMLElement), element('list', HTMLElement)),
    numbers: new Numbers(),
    changed: (state, what) => controls.show(state, what),
    recording: (on) => controls.showRecording(on),
  });
  describe(model);
  controls.serve(studio, model.labels);
  controls.show('idle', '');
  if (asked.get('play') === 'recording') controls.playRecording(studio, model.labels);
  else if (asked.get('microphone') === '1') controls.listen(studio);
  window.sluiceStudio = studio;
}

async function loadModel(): Promise<Model | undefined> {
  try {
    const answer = await fetch(new URL('sluice/models/keywords.safetensors', import.meta.url));
    if (!answer.ok) throw new Error(`the server answered ${answer.status} for the model`);
    return readModel(new Uint8Array(await answer.arrayBuffer()));
  } catch (error) {
    const { title, advice, detail } = explain(error);
    notices.show({ kind: 'model', tone: 'bad', title, text: [advice], detail });
    return undefined;
  }
}

function describe({ frontEnd, layers }: Model): void {
  const units = layers.filter(isRecurrent).map((layer) => `${layer.layers} × ${layer.hiddenSize}`);
  element('bands', HTMLElement).textContent =
    frontEnd.kind === 'raw' ? 'samples' : `${frontEnd.bands} mel bands to ${(frontEnd.maxHz / 1000).toFixed(1)} kHz`;
  element('units', HTMLElement).textContent = `${units.join(', ')} units, last layer`;
  const swatch = (kind: string) => make('span', `swatch ${kind}`);
  element('legend', HTMLElement).append(swatch('full'), 'heard', swatch('hollow'), 'said');
}

async function tellIfUnshared(): Promise<void> {
  const unshared = await whyUnshared();
  if (unshared === null) return;
  const { reason, missingHeaders } = unshared;
  const headers = missingHeaders.flatMap((header, n) => [n === 0 ? ' ' : ' and ', make('code', '', header)]);
  notices.show({
    kind: 'isolation',
    tone: 'note',
    title: 'No shared memory here; sound goes by messages instead.',
    text: [
      'All works, with the same predictions to the bit and a little more delay.',
      ...(headers.length === 0 ? [] : [' The server leaves out', ...headers, '.']),
    ],
    ...(headers.length === 0 ? { detail: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.` } : {}),
  });
}
