// Writes what the kernel exports, as asc has compiled it, for the kernel's callers:
// src/pipeline/kernel-access/kernel-functions.ts. So no signature is typed twice. Part of `npm run build:kernel`; the
// written file is kept in the repository, so that it can be read and a change of it is seen.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

const bindings = new URL('../../dist/kernel/kernel.d.ts', import.meta.url);
const target = new URL('../pipeline/kernel-access/kernel-functions.ts', import.meta.url);
const LINE_WIDTH = 120;

const text = written(readFileSync(bindings, 'utf8'));
if (text !== readFileSync(target, 'utf8')) writeFileSync(target, text);
// asc writes a loader too; the host has its own (kernel.ts)
for (const name of ['kernel.d.ts', 'kernel.js']) rmSync(new URL(`../../dist/kernel/${name}`, import.meta.url));

/**
 * The file's text, from the declarations that asc writes. Throws an Error where there are none: asc has changed its
 * form.
 */
function written(declarations) {
  const pattern = /\* (src\/kernel\/[\w/-]+)\/\w+\n(?:\s+\* .*\n)*\s+\*\/\s+export function (\w+)\(([^)]*)\): (number|void);/g;
  const functions = [...declarations.matchAll(pattern)].map(([, file, name, parameters, result]) => ({
    file: `${file}.ts`,
    name,
    parameters: parameters.split(', '),
    result,
  }));
  const count = declarations.match(/export function /g)?.length ?? 0;
  if (count === 0 || functions.length !== count) {
    throw new Error(`Cannot read what asc wrote: ${functions.length} of ${count} functions are understood`);
  }
  let file = '';
  const lines = functions.flatMap((each) => {
    const heading = each.file === file ? [] : [...(file === '' ? [] : ['']), `  // ${each.file}`];
    file = each.file;
    return [...heading, ...signature(each)];
  });
  return [
    '// What the kernel exports. Written by src/kernel/write-functions.js from what asc has compiled: do not edit, run `npm run build:kernel`.',
    '',
    "/** The kernel's functions. Pointers are byte addresses in its memory, sizes count floats. The equations stand in the files that are named. */",
    'export interface KernelFunctions {',
    ...lines,
    '}',
    '',
    '/** The names of all of them, by which another module, or a kernel of another version, is told from this one. */',
    'export const KERNEL_FUNCTIONS = [',
    ...functions.map(({ name }) => `  '${name}',`),
    '] as const satisfies readonly (keyof KernelFunctions)[];',
    '',
  ].join('\n');
}

/** As the formatter would write it. */
function signature({ name, parameters, result }) {
  const line = `  ${name}(${parameters.join(', ')}): ${result};`;
  if (line.length <= LINE_WIDTH) return [line];
  return [`  ${name}(`, ...parameters.map((parameter) => `    ${parameter},`), `  ): ${result};`];
}
