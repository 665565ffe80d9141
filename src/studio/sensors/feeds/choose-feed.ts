// Which feed the page shows: the server that its address names, the server that it came from, or else the plant in the page.
import type { Feed } from './feed.js';
import { PlantFeed } from './plant-feed.js';
import { ServerFeed } from './server-feed.js';

/** A server of streams says so by this header of its pages. */
const SERVER_HEADER = 'Sluice-Protocol';

export async function chooseFeed(asked: URLSearchParams): Promise<Feed> {
  const url = asked.get('server') ?? (await ownServer());
  if (url !== null && /^wss?:\/\//.test(url)) return new ServerFeed({ url, pattern: asked.get('watch') ?? '*' });
  const whole = (name: string, usual: number, least: number, most: number) => {
    const number = Number(asked.get(name) ?? usual);
    return Number.isInteger(number) && number >= least && number <= most ? number : usual;
  };
  return new PlantFeed({
    seed: whole('seed', 1, 0, 2 ** 31),
    machines: whole('machines', 9, 1, 1000),
    speed: whole('speed', 1, 1, 100),
  });
}

/** The address of the streams of the server that the page came from; null where that serves files alone. */
async function ownServer(): Promise<string | null> {
  const answer = await fetch(location.href, { method: 'HEAD' }).catch(() => null);
  if (answer === null || !answer.headers.has(SERVER_HEADER)) return null;
  return new URL('./', location.href.replace(/^http/, 'ws')).href;
}
