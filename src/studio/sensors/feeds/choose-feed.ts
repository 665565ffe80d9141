// Chooses the feed of the page: the server in its address, the server that it came from, or the simulated plant.
import { wholeNumber } from '../../../whole-number.js';
import type { Feed } from './feed.js';
import { NoFeed } from './no-feed.js';
import { PlantFeed } from './plant-feed.js';
import { readServerAddress } from './server-address.js';
import { ServerFeed } from './server-feed.js';

/** A server of streams sends this header with its pages. */
const SERVER_HEADER = 'Sluice-Protocol';

export async function chooseFeed(asked: URLSearchParams): Promise<Feed> {
  const named = asked.get('server');
  const own = await ownServer();
  const address = named === null ? null : readServerAddress(named);
  if (address !== null && 'problem' in address) return new NoFeed(address.problem);
  const url = address?.url ?? own;
  const pattern = asked.get('watch') ?? '*';
  if (url !== null) return new ServerFeed({ url, pattern, known: url.origin === own?.origin });
  const whole = (name: string, usual: number, least: number, most: number) =>
    wholeNumber(asked.get(name) ?? '', least, most) ?? usual;
  return new PlantFeed({
    seed: whole('seed', 1, 0, 2 ** 31),
    machines: whole('machines', 9, 1, 1000),
    speed: whole('speed', 1, 1, 100),
  });
}

/** The WebSocket address of the server that the page came from; null if it serves files only. */
async function ownServer(): Promise<URL | null> {
  const answer = await fetch(location.href, { method: 'HEAD' }).catch(() => null);
  if (answer === null || !answer.headers.has(SERVER_HEADER)) return null;
  return new URL('./', location.href.replace(/^http/, 'ws'));
}
