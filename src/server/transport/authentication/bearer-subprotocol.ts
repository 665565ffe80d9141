// Authentication by a second WebSocket subprotocol, `bearer.TOKEN`, for pages: a page cannot set headers.
import { BEARER } from '../../../protocol/closing.js';
import type { AuthenticationScheme } from './scheme.js';
import { isBearer, offeredProtocols } from './subprotocols.js';

export const bearerSubprotocol: AuthenticationScheme = {
  authenticate(request, tokens) {
    const shown = offeredProtocols(request).find(isBearer);
    return shown === undefined ? null : tokens.authenticate(shown.slice(BEARER.length));
  },
};
