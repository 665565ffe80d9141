// The page of sensors: makes and joins its parts, and watches what its address asks for.
//
//   ?server=ws://…   the streams of that server, once a person has agreed. Default: the server that the page came from,
//                    or the simulated plant
//   ?watch=pump-*    only streams with such names
//   ?machines=200    size of the simulated plant
//   ?seed=2          its seed
//   ?speed=20        simulated seconds per second
//   ?brought=1       opens the file that was brought to the page that listens
import { readAnyModel, type SeriesModel } from 'sluice';
import { isSeriesModel } from '../../model/any-model.js';
import { element } from '../shared/elements.js';
import { takeHandedOver } from '../shared/handoff.js';
import { Notices } from '../shared/notices.js';
import { Chime } from './alarms/chime.js';
import { ConnectionView } from './connection-view.js';
import { Dashboard } from './dashboard.js';
import { chooseFeed } from './feeds/choose-feed.js';
import type { Feed } from './feeds/feed.js';
import { Files } from './files.js';

const chime = new Chime();
const asked = new URLSearchParams(location.search);
const brought = await takeHandedOver();
let feed = await chooseFeed(asked);
let running = new AbortController();
export const dashboard = new Dashboard(feed, chime);
const connection = new ConnectionView(feed.name, {
  token: (token) => feed.useToken?.(token),
  permission: (allowed) => feed.usePermission?.(allowed),
});
const files = new Files(new Notices(element('notices', HTMLElement)), watch, (stream) => dashboard.open(stream));

element('pause', HTMLButtonElement).addEventListener('click', ({ currentTarget }) => {
  if (!(currentTarget instanceof HTMLButtonElement)) return;
  const paused = currentTarget.getAttribute('aria-pressed') !== 'true';
  currentTarget.setAttribute('aria-pressed', String(paused));
  dashboard.pause(paused);
});
const chance = element('chance', HTMLButtonElement);
chance.addEventListener('click', () => dashboard.injectSome());
element('sound', HTMLInputElement).addEventListener('change', ({ currentTarget }) => {
  if (currentTarget instanceof HTMLInputElement) chime.set(currentTarget.checked);
});
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') dashboard.close();
});

window.sluiceSensors = dashboard;
const model = await namedModel();
if (model !== null) files.useModel(model);
if (brought === null) watch(feed);
else await files.open(brought);

/** Shows a feed instead of the one before. */
function watch(next: Feed): void {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  feed = next;
  dashboard.useFeed(next);
  connection.useName(next.name);
  connection.show({ state: 'connecting' });
  chance.hidden = next.inject === undefined;
  next.start((event) => {
    if (signal.aborted) return;
    if (event.kind === 'connection') connection.show(event.connection);
    else dashboard.take(event);
  }, signal);
}

/** The model that `sluice studio --model` names in the page; null where it names none. */
async function namedModel(): Promise<SeriesModel | null> {
  const named = document.querySelector('meta[name="sluice-model"]')?.getAttribute('content');
  if (!named) return null;
  const answer = await fetch(new URL(named, location.href));
  const model = readAnyModel(new Uint8Array(await answer.arrayBuffer()));
  return isSeriesModel(model) ? model : null;
}
