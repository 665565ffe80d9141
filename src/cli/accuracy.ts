// Counts right answers. The folder of a clip names its label.
import { basename, dirname, resolve } from 'node:path';
import { BACKGROUND } from '../node/training/dataset.js';
import { percent, table } from './report/format.js';
import { printJson, printText } from './report/output.js';

/**
 * Index of the label that a clip's folder names. Folders such as `unknown` or `silence` name the background; any other
 * gives -1.
 */
export function labelOf(path: string, labels: readonly string[]): number {
  const folder = basename(dirname(resolve(path)));
  const label = labels.indexOf(folder);
  return label < 0 && BACKGROUND.has(folder) ? 0 : label;
}

export class Accuracy {
  readonly #labels: readonly string[];
  /** [truth][answer] counts. */
  readonly #counts: readonly Uint32Array[];

  constructor(labels: readonly string[]) {
    this.#labels = labels;
    this.#counts = labels.map(() => new Uint32Array(labels.length));
  }

  add(truth: number, answer: number): void {
    const row = this.#counts[truth] as Uint32Array;
    row[answer] = (row[answer] as number) + 1;
  }

  print(json: boolean): void {
    const rows = this.#rows();
    const clips = rows.reduce((sum, row) => sum + row.clips, 0);
    const right = rows.reduce((sum, row) => sum + row.right, 0);
    if (json) {
      const labels = Object.fromEntries(
        rows.map(({ label, clips, right, mistakenFor }) => [
          label,
          { clips, right, share: right / clips, mistakenFor },
        ]),
      );
      printJson({ kind: 'accuracy', clips, right, share: right / Math.max(1, clips), labels });
      return;
    }
    if (clips === 0) {
      printText('No clip lies in a folder with the name of a label.');
      return;
    }
    const cells = rows.map((row) => [
      row.label,
      String(row.clips),
      percent(row.right / row.clips),
      confusions(row.mistakenFor),
    ]);
    const [head, ...lines] = table([['label', 'clips', 'right', ''], ...cells.map((row) => row.slice(0, 3))]);
    printText(`${head}   mistaken for`);
    lines.forEach((line, i) => {
      printText(`${line}   ${cells[i]?.[3]}`.trimEnd());
    });
    printText();
    printText(`${right} of ${clips} clips right: ${percent(right / clips)}`);
  }

  /** Labels that had clips. */
  #rows(): { label: string; clips: number; right: number; mistakenFor: Record<string, number> }[] {
    return this.#counts
      .map((row, truth) => {
        const wrong = [...row.entries()].filter(([answer, count]) => answer !== truth && count > 0);
        const mistakenFor = Object.fromEntries(
          wrong.sort((a, b) => b[1] - a[1]).map(([answer, count]) => [this.#labels[answer] as string, count]),
        );
        const clips = row.reduce((sum, count) => sum + count, 0);
        return { label: this.#labels[truth] as string, clips, right: row[truth] as number, mistakenFor };
      })
      .filter(({ clips }) => clips > 0);
  }
}

/** The few that matter most. */
function confusions(mistakenFor: Readonly<Record<string, number>>): string {
  return Object.entries(mistakenFor)
    .slice(0, 3)
    .map(([label, count]) => `${label} ${count}`)
    .join(', ');
}
