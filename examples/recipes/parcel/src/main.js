// Shows in the page what the streams find.
import { listen, playRecording, watchSensor } from './streams.js';

const main = document.querySelector('main');
const button = document.querySelector('button');

button.onclick = () => show(async () => ({ heard: await listen() }));
show(async () => {
  const { words, digest, transport } = await playRecording();
  document.querySelector('p').textContent = words.join(', ');
  return { digest, transport, sensor: await watchSensor() };
});

/** What was found stands in the attributes `data-…` of the page. */
async function show(find) {
  try {
    Object.assign(main.dataset, await find());
  } catch (error) {
    main.dataset.error = String(error);
  }
}
