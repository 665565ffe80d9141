// An outlet that sends e-mail by SMTP, with the package `nodemailer`. One message is one mail.
import { readFile } from 'node:fs/promises';
import { harmless } from '../../../harmless-text.js';
import { optionalPackage } from '../../optional-package.js';
import { type AlarmMessage, subjectOf } from '../alarm-message.js';
import type { AlarmNote } from '../alarm-note.js';
import { NotTaken, type Outlet } from '../outlet.js';
import { within } from '../time-limit.js';

export interface MailOptions {
  /** `smtp://` or `smtps://`, with the user's name where one is needed. */
  readonly url: string;
  readonly password: string | null;
  readonly from: string;
  readonly to: readonly string[];
  /** A file of certificates that are trusted beside the system's. */
  readonly ca: string | null;
  readonly timeoutMs: number;
}

const MOST_NOTES = 100;

/** Rejects with SluiceError PACKAGE_MISSING, and with the system's error where `ca` cannot be read. */
export async function mail({ url, password, from, to, ca, timeoutMs }: MailOptions): Promise<Outlet> {
  const { createTransport } = await optionalPackage('nodemailer', 'Cannot send mail', () => import('nodemailer'));
  const { protocol, hostname, port, username, password: inUrl } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const secure = protocol === 'smtps:';
  const user = decodeURIComponent(username);
  const transport = createTransport({
    host,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    // A password goes to another machine over TLS or not at all.
    requireTLS: !secure && user !== '' && !isLocal(host),
    ...(user === '' ? {} : { auth: { user, pass: password ?? decodeURIComponent(inUrl) } }),
    ...(ca === null ? {} : { tls: { ca: await readFile(ca, 'utf8') } }),
    ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  return {
    mostNotes: MOST_NOTES,
    send: (message, signal) =>
      within(timeoutMs, signal, (limit) => untilAborted(transport.sendMail(mailOf(message, from, to)), limit)).then(
        () => undefined,
        (error: unknown) => {
          throw reasonOf(error);
        },
      ),
    close: async () => transport.close(),
  };
}

function mailOf(message: AlarmMessage, from: string, to: readonly string[]) {
  const { id, alarms, dropped } = message;
  const lost = dropped === 0 ? [] : [`${dropped} alarms were dropped before, because too many waited.`];
  return {
    from,
    to: [...to],
    subject: harmless(subjectOf(message)),
    text: [...alarms.map(paragraphOf), ...lost].join('\n\n'),
    messageId: `<${id}@sluice>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Sluice-Outlet': message.outlet },
  };
}

function paragraphOf({ text, event, startsAtMs, endsAtMs, open, id }: AlarmNote): string {
  const until = open ? 'still there' : new Date(endsAtMs).toISOString();
  const lines = [`${event === 'ended' ? 'over: ' : ''}${text}`];
  lines.push(`from ${new Date(startsAtMs).toISOString()} to ${until}`, `alarm ${id}`);
  return lines.map((line) => harmless(line)).join('\n');
}

/** A mail that is under way cannot be called back, but nobody waits for it any longer. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

/** What a server says of the mail itself will not change; what it says of a mailbox may. */
function reasonOf(error: unknown): Error {
  const { message, responseCode = 0, command } = error as Error & { responseCode?: number; command?: string };
  const reason = `the mail was not taken: ${message}`;
  return responseCode >= 500 && command === 'DATA' ? new NotTaken(reason) : new Error(reason, { cause: error });
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}
