// Writes what the kernels export, as asc has compiled them, for their callers: the live kernel's functions to
// src/pipeline/kernel-access, what the training kernel has beside them to src/training, and what the kernel of effects
// exports to src/effects. So no signature is typed twice. Part of `npm run build:kernel`; the written files are kept in the repository, so that they can be read and a
// change of them is seen.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const LINE_WIDTH = 120;

const live = functionsOf('kernel');
const names = new Set(live.map(({ name }) => name));
const training = functionsOf('kernel-training').filter(({ name }) => !names.has(name));
write('../pipeline/kernel-access/kernel-functions.ts', {
  of: 'the live kernel exports',
  comment:
    "The live kernel's functions. Pointers are byte addresses in its memory, sizes count floats. The equations stand in the files that are named.",
  type: 'KernelFunctions',
  namesComment: 'The names of all of them, by which another module, or a kernel of another version, is told from this one.',
  list: 'KERNEL_FUNCTIONS',
  functions: live,
});
write('../training/network/training-functions.ts', {
  of: 'the training kernel exports beside the functions of the live one',
  comment: 'What only training calls. Pointers are byte addresses, sizes count floats.',
  type: 'TrainingFunctions',
  namesComment: 'The names of all of them, by which the training kernel is told from a live one.',
  list: 'TRAINING_FUNCTIONS',
  functions: training,
});
write('../effects/effect-functions.ts', {
  of: "the effects' kernel exports",
  comment: "The functions of the effects' kernel. Pointers are byte addresses in its memory.",
  type: 'EffectFunctions',
  namesComment: "The names of all of them, by which the effects' kernel is told from another module.",
  list: 'EFFECT_FUNCTIONS',
  functions: functionsOf('kernel-effects'),
});

/**
 * The functions of a kernel, from the declarations that asc writes. Throws an Error where there are none: asc has
 * changed its form. Removes the loader that asc writes too: the host has its own (kernel.ts).
 */
function functionsOf(kernel) {
  const bindings = new URL(`../../dist/kernel/${kernel}.d.ts`, import.meta.url);
  const declarations = readFileSync(bindings, 'utf8');
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
  for (const end of ['d.ts', 'js']) rmSync(new URL(`../../dist/kernel/${kernel}.${end}`, import.meta.url));
  return functions;
}

function write(path, { of, comment, type, namesComment, list, functions }) {
  let file = '';
  const lines = functions.flatMap((each) => {
    const heading = each.file === file ? [] : [...(file === '' ? [] : ['']), `  // ${each.file}`];
    file = each.file;
    return [...heading, ...signature(each)];
  });
  const text = [
    `// What ${of}. Written by src/kernel/write-functions.js from what asc has compiled: do not edit, run \`npm run build:kernel\`.`,
    '',
    `/** ${comment} */`,
    `export interface ${type} {`,
    ...lines,
    '}',
    '',
    `/** ${namesComment} */`,
    ...listLines(list, type, functions),
    '',
  ].join('\n');
  const target = new URL(path, import.meta.url);
  if (!existsSync(target) || text !== readFileSync(target, 'utf8')) writeFileSync(target, text);
}

/** As the formatter would write them. */
function listLines(list, type, functions) {
  const names = functions.map(({ name }) => `'${name}'`);
  const [begin, end] = [`export const ${list} = [`, `] as const satisfies readonly (keyof ${type})[];`];
  const line = begin + names.join(', ') + end;
  return line.length <= LINE_WIDTH ? [line] : [begin, ...names.map((name) => `  ${name},`), end];
}

/** As the formatter would write it. */
function signature({ name, parameters, result }) {
  const line = `  ${name}(${parameters.join(', ')}): ${result};`;
  if (line.length <= LINE_WIDTH) return [line];
  return [`  ${name}(`, ...parameters.map((parameter) => `    ${parameter},`), `  ): ${result};`];
}
