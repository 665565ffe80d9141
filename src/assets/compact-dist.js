// After the compiler: makes its code small. Declarations keep their comments, for editors.
import { readFileSync, writeFileSync } from 'node:fs';
import { dist, filesInDist, isOfSource } from './built.js';
import { withoutComments, withTabs } from './compact.js';

for (const name of filesInDist().filter(isOfSource)) {
  const code = readFileSync(dist + name, 'utf8');
  writeFileSync(dist + name, withTabs(name, withoutComments(name, code)));
}
