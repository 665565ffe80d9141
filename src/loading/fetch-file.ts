// Fetches a file that a stream needs. Servers answer wrong addresses in many ways, one of them a page of HTML with
// status 200, so what came is looked at.

/** A file that was read. */
export interface ReadFile {
  readonly bytes: Uint8Array;
  /** What its server called it, as a clause for messages: `, of the type 'text/plain'`. Empty for files on a disk. */
  readonly called: string;
}

/** A file that was fetched. */
export interface FetchedFile extends ReadFile {
  readonly headers: Headers;
}

export interface FetchFileOptions {
  /** The server may send nothing for so long. */
  readonly timeoutMs: number;
  /** See `refusal`. */
  readonly refused?: (status: number, did?: string) => string;
}

/** Rejects with an Error whose message is a clause: what came instead of the file, or that nothing came. */
export async function fetchFile(from: URL | string, options: FetchFileOptions): Promise<FetchedFile> {
  const { timeoutMs, refused = refusal } = options;
  const patience = new Patience(timeoutMs);
  try {
    const response = await fetch(from, { signal: patience.signal });
    if (!response.ok) throw new Error(refused(response.status));
    const bytes = await readBody(response, patience);
    const type = response.headers.get('content-type');
    if (isHtml(bytes)) throw new Error(refused(response.status, 'sent a page of HTML in its place, with status'));
    return { bytes, headers: response.headers, called: type === null ? '' : `, of the type '${type}'` };
  } catch (error) {
    if (patience.signal.aborted) throw new Error(`the server has sent nothing for ${timeoutMs / 1000} s`);
    if (error instanceof TypeError) throw new Error(unanswered(from, error), { cause: error });
    throw error;
  } finally {
    patience.end();
  }
}

/** A clause about an answer that is not the file. */
export function refusal(status: number, did = 'answered'): string {
  return `the server ${did} ${status}`;
}

/** Aborts when nothing has come for so long. */
class Patience {
  readonly #life = new AbortController();
  readonly #timeoutMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
    this.renew();
  }

  get signal(): AbortSignal {
    return this.#life.signal;
  }

  renew(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#life.abort(), this.#timeoutMs);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

async function readBody({ body }: Response, patience: Patience): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) {
    patience.renew();
    pieces.push(read.value);
    length += read.value.length;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Whether a file begins as pages of HTML do. None of ours does. */
function isHtml(bytes: Uint8Array): boolean {
  return /^\s*<(!doctype html|html|head|body|!--)/i.test(new TextDecoder().decode(bytes.subarray(0, 256)));
}

/** Browsers do not say why there is no answer. */
function unanswered(from: URL | string, { message }: TypeError): string {
  const page = globalThis.location as Location | undefined;
  const isForeign = page !== undefined && new URL(from, page.href).origin !== page.origin;
  const allow = "the server of another origin must allow it by the header 'Access-Control-Allow-Origin'";
  return `there is no answer that this page may read: received '${message}'${isForeign ? `: ${allow}` : ''}`;
}
