// The tokens that a server knows.
import { describe, expect, it } from 'vitest';
import { parseGrant, Tokens } from '#src/server/transport/authentication/tokens.js';

describe('Tokens', () => {
  it('gives a known token its rights, and an unknown one none', () => {
    const tokens = new Tokens([parseGrant('send,watch:0123456789abcdef'), parseGrant('administer:abcdefabcdefabcd')]);
    expect(tokens.rightsOf('0123456789abcdef')).toEqual(['send', 'watch']);
    expect(tokens.rightsOf('abcdefabcdefabcd')).toEqual(['administer']);
    for (const wrong of [null, '', '0123456789abcdeF']) expect(tokens.rightsOf(wrong)).toBe(null);
    for (const wrong of ['send', 'send:short', 'fly:0123456789abcdef', 'send:0123456789 abcdef']) {
      expect(() => parseGrant(wrong)).toThrow(RangeError);
    }
  });
});
