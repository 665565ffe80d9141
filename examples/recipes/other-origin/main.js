// Shows in the page what the streams find, with the package on another origin.
import { listen, playRecording, watchSensor } from './streams.js';

// Browsers start no worker of another origin: this file imports the one there.
const workerUrl = '/sluice-worker.js';
const main = document.querySelector('main');
const button = document.querySelector('button');

button.onclick = () => show(async () => ({ heard: await listen({ workerUrl }) }));
show(async () => {
  const { words, digest, transport } = await playRecording({ workerUrl });
  document.querySelector('p').textContent = words.join(', ');
  return { digest, transport, sensor: await watchSensor({ workerUrl }) };
});

/** What was found stands in the attributes `data-…` of the page. */
async function show(find) {
  try {
    Object.assign(main.dataset, await find());
  } catch (error) {
    main.dataset.error = String(error);
  }
}
