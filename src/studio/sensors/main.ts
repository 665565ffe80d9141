// The page of sensors: makes and joins its parts, and watches what its address asks for.
//
//   ?server=ws://…   the streams of that server. Default: the server that the page came from, or the simulated plant
//   ?watch=pump-*    only streams with such names
//   ?machines=200    size of the simulated plant
//   ?seed=2          its seed
//   ?speed=20        simulated seconds per second
//   ?brought=1       opens the file that was brought to the page that listens
import 'uplot/dist/uPlot.min.css';
import { element } from '../shared/elements.js';
import { Chime } from './alarms/chime.js';
import { ConnectionView } from './connection-view.js';
import { Dashboard } from './dashboard.js';
import { chooseFeed } from './feeds/choose-feed.js';

const chime = new Chime();
const feed = await chooseFeed(new URLSearchParams(location.search));
const dashboard = new Dashboard(feed, chime);
const connection = new ConnectionView(feed.name, (token) => feed.useToken?.(token));

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

window.sluiceSensors = dashboard;
connection.show({ state: 'connecting' });
feed.start((event) => {
  if (event.kind === 'connection') connection.show(event.connection);
  else dashboard.take(event);
}, new AbortController().signal);
