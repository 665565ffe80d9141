// Authentication as senders of measurements know it: `Authorization: Token TOKEN`, and Basic with the token as password.
import type { AuthenticationScheme } from './scheme.js';

export const tokenHeader: AuthenticationScheme = {
  authenticate(request, tokens) {
    const { authorization = '' } = request.headers;
    const plain = /^Token +([^\s]+)$/i.exec(authorization)?.[1];
    const basic = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization)?.[1];
    const password =
      basic === undefined
        ? undefined
        : Buffer.from(basic, 'base64')
            .toString('utf8')
            .replace(/^[^:]*:/, '');
    const token = plain ?? password;
    return token === undefined ? null : tokens.authenticate(token);
  },
};
