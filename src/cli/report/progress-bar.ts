// Progress on stderr: one line that is overwritten on a terminal, a line now and then in a log.
import { shownLine } from './output.js';

export interface ProgressBar {
  /** `share` done, from 0 to 1. `milestone`: worth a line of its own in a log. */
  show(text: string, share: number, milestone?: boolean): void;
  /** A sentence that stays. */
  note(sentence: string): void;
  clear(): void;
}

const WIDTH = 20;

export function progressBar(stream: NodeJS.WriteStream): ProgressBar {
  const live = stream.isTTY === true;
  const clear = () => {
    if (live) stream.write('\r\x1b[2K');
  };
  return {
    show(text, share, milestone = false) {
      const filled = Math.round(WIDTH * Math.max(0, Math.min(1, share)));
      if (live)
        stream.write(
          `\r\x1b[2K${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${shownLine(text)}`.slice(
            0,
            (stream.columns ?? 200) + 8,
          ),
        );
      else if (milestone) stream.write(`${shownLine(text)}\n`);
    },
    note(sentence) {
      clear();
      stream.write(`${shownLine(sentence)}\n`);
    },
    clear,
  };
}
