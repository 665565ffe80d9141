// What a Markdown file has: headings that a link can name, and links. Code is left out.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** README.md and the others beside it, the pages of docs/, and GitHub's templates: paths from the root. */
export function documents(root: string): string[] {
  return ['', 'docs/', '.github/'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}${name}`),
  );
}

/** Where links and pictures lead, in their order. */
export function linksIn(text: string): string[] {
  const plain = withoutCode(text).replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()<>]/g, ' '));
  return [...plain.matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)|\s(?:href|src)="([^"]*)"|^ {4,6}link: (\S+)$/gm)].map(
    (match) => (match[1] ?? match[2] ?? match[3]) as string,
  );
}

/** The names of headings in links, as GitHub makes them. */
export function slugsIn(text: string): string[] {
  const seen = new Map<string, number>();
  return [...withoutCode(text).matchAll(/^#{1,6} +(.+?) *$/gm)].map((match) => {
    const slug = (match[1] as string)
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

function withoutCode(text: string): string {
  return text.replace(/^ *```[\s\S]*?^ *```/gm, '');
}
