// An outlet that runs a command of the machine's shell. It gets the message as JSON on standard input and takes it over
// by ending with exit code 0. What an alarm says never becomes part of the command line.
import { spawn } from 'node:child_process';
import { type AlarmMessage, subjectOf } from '../alarm-message.js';
import type { Outlet } from '../outlet.js';
import { within } from '../time-limit.js';

export interface CommandOptions {
  readonly command: string;
  readonly timeoutMs: number;
}

const MOST_NOTES = 100;
/** How much of what the command complains about is told. */
const MOST_TOLD = 300;

export function command({ command: line, timeoutMs }: CommandOptions): Outlet {
  return {
    mostNotes: MOST_NOTES,
    send: (message, signal) => within(timeoutMs, signal, (limit) => run(line, message, limit)),
    close: async () => undefined,
  };
}

function run(line: string, message: AlarmMessage, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const ownGroup = process.platform !== 'win32';
    const child = spawn(line, {
      shell: true,
      detached: ownGroup, // so that what the shell started can be ended with it
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { ...process.env, ...variablesOf(message) },
    });
    let told = '';
    let ended: string | null = null;
    const end = () => {
      ended = (signal.reason as Error).message;
      try {
        if (ownGroup && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
        else child.kill('SIGKILL');
      } catch {
        // it is gone
      }
    };
    signal.addEventListener('abort', end, { once: true });
    child.stdin.on('error', () => undefined); // it may end without reading
    child.stdin.end(JSON.stringify(message));
    child.stderr.on('data', (data: Buffer) => {
      told = (told + data.toString()).slice(-MOST_TOLD);
    });
    child.on('error', (error) => reject(new Error(`the command could not be run: ${error.message}`)));
    child.on('close', (code) => {
      signal.removeEventListener('abort', end);
      if (code === 0) return resolve();
      const what = ended ?? (code === null ? 'it was ended' : `it ended with exit code ${code}`);
      reject(new Error(`the command did not take the alarms: ${what}${told === '' ? '' : `: ${told.trim()}`}`));
    });
  });
}

/** The first alarm, for commands that need no more. */
function variablesOf(message: AlarmMessage): Record<string, string> {
  const [first] = message.alarms;
  return {
    SLUICE_ALARMS: String(message.alarms.length),
    SLUICE_TEXT: printable(subjectOf(message)),
    SLUICE_STREAM: printable(first?.stream ?? ''),
    SLUICE_CHANNEL: printable(first?.channel ?? ''),
    SLUICE_EVENT: first?.event ?? '',
    SLUICE_LEVEL: first?.level ?? '',
    SLUICE_SEVERITY: String(first?.severity ?? ''),
  };
}

/** An environment holds no NUL. */
function printable(text: string): string {
  return text.replaceAll('\0', '\ufffd');
}
