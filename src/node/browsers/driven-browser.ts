// What a benchmark or a test needs of a browser, whichever drives it. Three files beside this one implement it.

/** Browsers that can be driven. */
export const BROWSERS = ['chromium', 'firefox', 'webkit'] as const;
export type BrowserName = (typeof BROWSERS)[number];

/** How a browser is started. */
export interface DrivenBrowserOptions {
  /**
   * `fake`: the browser's own fake microphone, which beeps. `system`: what the system has. Permission to use it is given
   * without a question.
   * @default none
   */
  readonly microphone?: 'fake' | 'system';
  /** Added to the environment of its process. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface DrivenBrowser {
  readonly name: BrowserName;
  /** As the browser reports it: '153.8.0'. */
  readonly version: string;
  /** Opens an address in a new page, and resolves when it is loaded. Sizes are in CSS pixels. */
  open(url: string, size?: PageSize): Promise<DrivenPage>;
  close(): Promise<void>;
}

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

export interface DrivenPage {
  /**
   * Runs a function in the page and waits for what it returns. The function sees nothing of its module. What it gets
   * and gives is written as JSON. Rejects with the message of what it throws.
   */
  evaluate<Result, Given>(action: (given: Given) => Result | Promise<Result>, given: Given): Promise<Result>;
  /** A PNG of what is in sight. */
  screenshot(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** The default size of a page. */
export const PAGE_SIZE: PageSize = { width: 1280, height: 900 };

/**
 * The body of an asynchronous function that runs `action` and gives JSON: what it returned as `value`, or what it threw
 * as `error`.
 */
export function asScript(action: unknown, given: unknown): string {
  const argument = given === undefined ? 'undefined' : JSON.stringify(given);
  return `try {
    const value = await (${String(action)})(${argument});
    return JSON.stringify({ value });
  } catch (error) {
    return JSON.stringify({ error: error + '\\n' + (error?.stack ?? '') });
  }`;
}

/** What a script of `asScript` gave. */
export function readAnswer<Result>(text: unknown): Result {
  const answer = JSON.parse(String(text)) as { readonly value?: Result; readonly error?: string };
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer.value as Result;
}
