// What was said about files, gathered: the same remark on a thousand files is one sentence with a count.

export class Remarks {
  readonly #files = new Map<string, string[]>();
  readonly #first = new Map<string, string>();

  /** `name`: of the file, which may occur in the sentence. */
  add(name: string, sentence: string): void {
    // Without what differs from file to file: its name, numbers, and the command that converts it.
    const kind = sentence
      .replace(/;? (or )?convert it.*$/, '')
      .replaceAll(name, '')
      .replaceAll(/\d+(\.\d+)?/g, '#');
    const files = this.#files.get(kind);
    if (files !== undefined) files.push(name);
    else {
      this.#files.set(kind, [name]);
      this.#first.set(kind, sentence);
    }
  }

  /** One for each kind of remark, with how many other files it is true of. */
  sentences(): string[] {
    return [...this.#files].map(([kind, files]) => {
      const first = this.#first.get(kind) as string;
      const others = files.slice(1, 4).join(', ');
      const more = files.length > 4 ? ', …' : '';
      return files.length === 1 ? first : `${first} (and ${files.length - 1} more such files: ${others}${more})`;
    });
  }
}
