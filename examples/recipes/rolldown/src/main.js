// Shows in the page what the streams find. Rolldown leaves `new URL(…, import.meta.url)` as it is, so the files that
// `sluice copy-assets` laid out are named.
import { listen, playRecording, watchSensor } from './streams.js';

const files = { workerUrl: '/sluice/standalone/engine-worker.js', kernel: '/sluice/kernel/' };
const hearing = { ...files, model: '/sluice/models/keywords.safetensors' };
const main = document.querySelector('main');
const button = document.querySelector('button');

button.onclick = () =>
  show(async () => ({ heard: await listen(hearing, { workletUrl: '/sluice/worklets/capture.js' }) }));
show(async () => {
  const { words, digest, transport } = await playRecording(hearing);
  document.querySelector('p').textContent = words.join(', ');
  return { digest, transport, sensor: await watchSensor(files) };
});

/** What was found stands in the attributes `data-…` of the page. */
async function show(find) {
  try {
    Object.assign(main.dataset, await find());
  } catch (error) {
    main.dataset.error = String(error);
  }
}
