// The page that shows a server's streams, served by that very server.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { StartOptions } from '../../node/serve.js';
import { staticPages } from '../../node/static-server.js';
import { PROTOCOL } from '../../protocol/closing.js';
import { studioPages } from '../files.js';

/** By this header the page knows that the server it came from is the one to watch. */
const HEADER = 'Sluice-Protocol';
const PAGE = '/sensors.html';

/** Undefined where the page is not built. */
export async function dashboard(log: Logger): Promise<StartOptions['pages']> {
  try {
    const answer = await staticPages(studioPages());
    return (request: IncomingMessage, response: ServerResponse) => {
      if (/^\/(\?.*)?$/.test(request.url ?? '/')) request.url = `${PAGE}${(request.url ?? '/').slice(1)}`;
      response.setHeader(HEADER, PROTOCOL);
      answer(request, response);
      return true;
    };
  } catch {
    log.warn('the page is not built, so it is not served');
    return undefined;
  }
}
