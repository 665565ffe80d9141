// The React hook with the oldest React that it supports: by `npm run test:runtimes` alone.
import { join } from 'node:path';
import { it } from 'vitest';
import { testHook } from '../browser/react/contract.js';
import { installed } from './runtimes.js';

if (process.env.npm_lifecycle_event === 'test:runtimes') {
  testHook(18, async () => {
    const folder = await installed(['react@18.3.1', 'react-dom@18.3.1']);
    return [join(folder, 'node_modules/react'), join(folder, 'node_modules/react-dom')];
  });
} else {
  it.skip('React 18 is tested by npm run test:runtimes', () => undefined);
}
