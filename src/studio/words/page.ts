// The page that listens: its parts are made and joined here, and what its address asks for is started.
//
//   ?play=recording   starts the bundled recording
//   ?microphone=1     starts the microphone
//   ?fast=1           plays the recording and files as fast as possible, not in real time
//   ?brought=1        opens the file that was brought to the page of sensors
import { element } from '../shared/elements.js';
import { takeHandedOver } from '../shared/handoff.js';
import { Notices } from '../shared/notices.js';
import { Controls } from './controls.js';
import { explain } from './explain.js';
import { Heard } from './heard.js';
import { describeModel } from './model/describe-model.js';
import { servedModel } from './model/open-model.js';
import { Numbers } from './numbers.js';
import { Studio } from './studio.js';
import { sharedMemoryNotice } from './unshared.js';

const asked = new URLSearchParams(location.search);
const brought = await takeHandedOver();
const notices = new Notices(element('notices', HTMLElement));
export const studio = new Studio({
  notices,
  heard: new Heard(element('newest', HTMLElement), element('list', HTMLElement)),
  numbers: new Numbers(),
  changed: (state, what) => controls.show(state, what),
  recording: (on) => controls.showRecording(on),
});
const controls = new Controls(studio, notices, asked.get('fast') === '1');
void sharedMemoryNotice().then((notice) => {
  if (notice !== null) notices.show(notice);
});
await controls.openModel(firstModel());
const teach = element('teach-open', HTMLButtonElement);
teach.addEventListener('click', () => void openTeaching());
// Words of an earlier visit, where the page's own model is in use.
if (localStorage.getItem('sluice-taught') !== null && namedModel() === null) await openTeaching();
if (brought !== null) await controls.openFile(brought);
else if (asked.get('play') === 'recording') controls.playRecording();
else if (asked.get('microphone') === '1') controls.listen();
window.sluiceStudio = studio;

/** Loads what teaches words, and shows it in its card. */
async function openTeaching(): Promise<void> {
  teach.disabled = true;
  try {
    const { openPanel } = await import('./teach/panel.js');
    await openPanel({
      notices,
      model: () => studio.model,
      async useModel(model) {
        await studio.useModel(model);
        describeModel(model);
      },
      listen: () => controls.listen(),
      stop: () => studio.stop(),
      device: () => controls.deviceId,
      keepSeconds: (seconds) => {
        studio.keepSeconds = seconds;
      },
      lastSeconds: () => studio.lastSeconds(),
    });
  } catch (error) {
    teach.disabled = false;
    const { title, advice, detail } = explain(error);
    notices.show({ kind: 'teach', tone: 'bad', title, text: [advice], detail });
  }
}

function namedModel(): string | null {
  return document.querySelector('meta[name="sluice-model"]')?.getAttribute('content') || null;
}

/** The one that `sluice studio --model` names in the page, or the one that comes with it. */
function firstModel() {
  const named = namedModel();
  if (named) return servedModel(new URL(named, location.href), named.replace(/^.*\//, ''));
  const bundled = new URL('sluice/models/keywords.safetensors', import.meta.url);
  return servedModel(bundled, 'keywords.safetensors');
}
