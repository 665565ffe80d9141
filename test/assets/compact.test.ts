// Built code without comments: what is left is the same program, line by line.
import { describe, expect, it } from 'vitest';

const { withoutComments, withTabs } = (await import(
  new URL('../../src/assets/compact.js', import.meta.url).href
)) as Readonly<Record<'withoutComments' | 'withTabs', (name: string, code: string) => string>>;

const lines = (...each: string[]) => `${each.join('\n')}\n`;

describe('withoutComments()', () => {
  it('takes out lines of comments and ends of lines, and nothing that only looks like one', () => {
    const code = lines(
      '#!/usr/bin/env node',
      '// says what happens here: ä 😀',
      'const a = 1; // the unit',
      '/**',
      ' * Doc.',
      ' */',
      "const b = '// no comment', c = /[/*]*\\/\\//;",
      'const d = `',
      '  /* in a text */',
      '`;',
      '// last',
    );
    expect(withoutComments('a.js', code)).toBe(
      lines(
        '#!/usr/bin/env node',
        'const a = 1;',
        "const b = '// no comment', c = /[/*]*\\/\\//;",
        'const d = `',
        '  /* in a text */',
        '`;',
      ),
    );
  });

  it('leaves what bundlers read', () => {
    const code = lines('const load = () => import(/* webpackIgnore: true */ /* @vite-ignore */ name);');
    expect(withoutComments('a.js', code)).toBe(code);
  });

  it('refuses what is no code', () => {
    expect(() => withoutComments('a.js', 'const = 1;')).toThrow(/^Cannot read a\.js: /);
  });
});

describe('withTabs()', () => {
  it('writes a tab for each four spaces that begin a line, and none into a text', () => {
    const code = lines('if (a) {', '    if (b)', '        c(`', '    ${d(', '    e)}', '    `);', '      f();', '}');
    expect(withTabs('a.js', code)).toBe(
      lines('if (a) {', '\tif (b)', '\t\tc(`', '    ${d(', '\te)}', '    `);', '\t  f();', '}'),
    );
  });
});
