// A session of WebDriver: commands by HTTP, one at a time.

/** How long the driver may take to answer for the first time, in ms. */
const START_MS = 20_000;

export class WebDriverSession {
  readonly #url: string;
  readonly browserVersion: string;
  /** What goes on in a window; the next one waits. */
  #turn: Promise<unknown> = Promise.resolve();

  /** Waits for the driver at `url`. Rejects with its message where it cannot start the browser. */
  static async open(url: string, capabilities: Readonly<Record<string, unknown>>): Promise<WebDriverSession> {
    await untilReady(url);
    const body = { capabilities: { alwaysMatch: capabilities } };
    const opened = await ask<{ sessionId: string; capabilities: { browserVersion: string } }>(
      'POST',
      `${url}/session`,
      body,
    );
    return new WebDriverSession(`${url}/session/${opened.sessionId}`, opened.capabilities.browserVersion);
  }

  private constructor(url: string, browserVersion: string) {
    this.#url = url;
    this.browserVersion = browserVersion;
  }

  get<Result>(command: string): Promise<Result> {
    return ask('GET', `${this.#url}/${command}`);
  }

  post<Result>(command: string, body: Readonly<Record<string, unknown>>): Promise<Result> {
    return ask('POST', `${this.#url}/${command}`, body);
  }

  async delete(command: string): Promise<void> {
    await ask('DELETE', `${this.#url}/${command}`);
  }

  /** Runs `action` with the driver's attention on this window, when what was asked for before has ended. */
  inWindow<Result>(handle: string, action: () => Promise<Result>): Promise<Result> {
    const mine = this.#turn.then(async () => {
      await this.post('window', { handle });
      return action();
    });
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async end(): Promise<void> {
    await ask('DELETE', this.#url);
  }
}

async function untilReady(url: string): Promise<void> {
  const untilMs = performance.now() + START_MS;
  for (;;) {
    const isReady = await ask('GET', `${url}/status`).then(
      () => true,
      () => false,
    );
    if (isReady) return;
    if (performance.now() > untilMs) throw new Error(`no WebDriver answers at ${url}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function ask<Result>(method: string, url: string, body?: unknown): Promise<Result> {
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  const { value } = (await response.json()) as { readonly value: unknown };
  if (response.ok) return value as Result;
  const { error, message } = value as { readonly error: string; readonly message: string };
  throw new Error(`${error}: ${message}`);
}
