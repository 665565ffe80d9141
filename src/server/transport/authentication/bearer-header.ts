// Authentication by an `Authorization: Bearer TOKEN` header, for clients that can set headers.
import type { AuthenticationScheme } from './scheme.js';

export const bearerHeader: AuthenticationScheme = {
  authenticate(request, tokens) {
    const token = /^Bearer +([^\s]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    return token === undefined ? null : tokens.authenticate(token);
  },
};
