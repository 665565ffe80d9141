// The page of sensors: its parts are made and joined here, and what its address asks for is watched.
//
//   ?server=ws://…   the streams of that server
//   ?machines=200    how large the simulated plant is
//   ?seed=2          its chance
//   ?speed=20        how many of its seconds pass in one
import 'uplot/dist/uPlot.min.css';
import { element } from '../elements.js';
import { Chime } from './chime.js';
import { ConnectionView } from './connection-view.js';
import { Dashboard } from './dashboard.js';
import type { Feed } from './feed.js';
import { PlantFeed } from './plant-feed.js';

const asked = new URLSearchParams(location.search);
const chime = new Chime();
const feed: Feed = new PlantFeed({
  seed: whole('seed', 1, 0, 2 ** 31),
  machines: whole('machines', 9, 1, 1000),
  speed: whole('speed', 1, 1, 100),
});
const dashboard = new Dashboard(feed, chime);
const connection = new ConnectionView(feed.name, () => undefined);

element('pause', HTMLButtonElement).addEventListener('click', ({ currentTarget }) => {
  if (!(currentTarget instanceof HTMLButtonElement)) return;
  const paused = currentTarget.getAttribute('aria-pressed') !== 'true';
  currentTarget.setAttribute('aria-pressed', String(paused));
  dashboard.pause(paused);
});
const chance = element('chance', HTMLButtonElement);
chance.hidden = feed.inject === undefined;
chance.addEventListener('click', () => dashboard.injectSome());
element('sound', HTMLInputElement).addEventListener('change', ({ currentTarget }) => {
  if (currentTarget instanceof HTMLInputElement) chime.set(currentTarget.checked);
});
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') dashboard.close();
});

window.sluiceSensors = Object.assign(dashboard, { transport: null });
connection.show({ state: 'connecting' });
feed.start((event) => {
  if (event.kind === 'connection') connection.show(event.connection);
  else dashboard.take(event);
}, new AbortController().signal);

/** A whole number that the address asks for; the default where it asks for none, or for something else. */
function whole(name: string, usual: number, least: number, most: number): number {
  const number = Number(asked.get(name) ?? usual);
  return Number.isInteger(number) && number >= least && number <= most ? number : usual;
}
