// What the package's entries export, read from the compiler's declarations, and which types those mention that no entry
// exports.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A name as one file declares it. */
export interface Declared {
  readonly file: string;
  readonly name: string;
}

const COMMENTS = /\/\*[\s\S]*?\*\/|\/\/.*$/gm;
const FROM = /(?:import|export)\s+(?:type\s+)?(\*(?:\s+as\s+\w+)?|\{[^}]*\})\s*from\s*'(\.[^']+)'/g;
const HEADS =
  /^(export\s+)?(?:declare\s+)?(?:default\s+)?(?:abstract\s+)?(?:interface|class|type|function|const|enum)\s+(\w+)/gm;

export class Declarations {
  readonly #texts = new Map<string, string>();

  /** The names that an entry's declarations export, each where it is declared. */
  exportsOf(file: string): Map<string, Declared> {
    const found = new Map<string, Declared>();
    const text = this.#text(file);
    for (const [statement, names, from] of text.matchAll(FROM) as Iterable<[string, string, string]>) {
      if (!statement.startsWith('export')) continue;
      const theirs = this.exportsOf(resolve(file, from));
      if (names === '*') for (const [name, declared] of theirs) found.set(name, declared);
      else {
        for (const { local, name } of namesIn(names)) {
          const declared = theirs.get(local);
          if (declared) found.set(name, declared);
        }
      }
    }
    for (const [, exported, name] of text.matchAll(HEADS)) {
      if (exported && name) found.set(name, { file, name });
    }
    for (const [, names] of text.matchAll(/^export\s+(?:type\s+)?(\{[^}]*\});/gm)) {
      for (const { local, name } of namesIn(names as string)) {
        const declared = this.#declarationOf(file, local);
        if (declared) found.set(name, declared);
      }
    }
    return found;
  }

  /** Types of ours that the declaration of a name mentions, where they are declared. */
  mentionedBy({ file, name }: Declared): Declared[] {
    const body = this.#bodyOf(file, name);
    const words = outsideView(body).matchAll(/(?<![\w.#])(?<!typeof )[A-Z]\w*/g);
    return [...new Set([...words].map(([word]) => word))]
      .filter((each) => each !== name)
      .map((each) => this.#declarationOf(file, each))
      .filter((declared) => declared !== null);
  }

  #declarationOf(file: string, name: string): Declared | null {
    const text = this.#text(file);
    if ([...text.matchAll(HEADS)].some(([, , declared]) => declared === name)) return { file, name };
    for (const [statement, names, from] of text.matchAll(FROM) as Iterable<[string, string, string]>) {
      if (!statement.startsWith('import') || names.startsWith('*')) continue;
      const imported = namesIn(names).find((each) => each.name === name);
      if (imported) return this.exportsOf(resolve(file, from)).get(imported.local) ?? null;
    }
    return null;
  }

  /** From a declaration's head to the next one's. */
  #bodyOf(file: string, name: string): string {
    const text = this.#text(file);
    const heads = [...text.matchAll(HEADS)];
    const i = heads.findIndex(([, , declared]) => declared === name);
    const from = heads[i]?.index;
    if (from === undefined) throw new Error(`${file} does not declare ${name}`);
    const bodies = heads
      .map((head, j) => ({ name: head[2], body: text.slice(head.index, heads[j + 1]?.index) }))
      .filter((each) => each.name === name);
    return bodies.map(({ body }) => body.replace(/^export\s+(?:type\s+)?\{[^}]*\};/gm, '')).join('\n');
  }

  #text(file: string): string {
    const known = this.#texts.get(file);
    if (known !== undefined) return known;
    const text = readFileSync(file, 'utf8').replaceAll(COMMENTS, '');
    this.#texts.set(file, text);
    return text;
  }
}

/** Without strings, and without members that only a subclass sees. */
function outsideView(body: string): string {
  return body.replaceAll(/'[^']*'|"[^"]*"/g, '').replaceAll(/^\s*protected [^;]*;/gm, '');
}

/** `{ type A, B as C }`: A as A, B as C. */
function namesIn(braces: string): { local: string; name: string }[] {
  return braces
    .replace(/^\{|\}$/g, '')
    .split(',')
    .map((part) => part.trim().replace(/^type\s+/, ''))
    .filter((part) => part !== '')
    .map((part) => {
      const [local, name] = part.split(/\s+as\s+/) as [string, string | undefined];
      return { local, name: name ?? local };
    });
}

function resolve(file: string, from: string): string {
  const path = join(dirname(file), from).replace(/\.js$/, '.d.ts');
  if (!existsSync(path)) throw new Error(`${file} names ${from}, which is not there`);
  return path;
}
