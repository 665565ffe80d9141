// What is used of Node's HTTP servers, requests and responses in the package's own types: a program that serves streams
// type-checks without Node's types, and gives and gets the objects of `node:http`.

/** A server of `node:http` or `node:https`. */
export interface HttpServer {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  off(event: string, listener: (...args: unknown[]) => void): unknown;
  listenerCount(event: string): number;
}

/** An `IncomingMessage` of `node:http`. */
export interface HttpRequest {
  readonly method?: string | undefined;
  url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A `ServerResponse` of `node:http`. */
export interface HttpResponse {
  readonly headersSent: boolean;
  statusCode: number;
  setHeader(name: string, value: string | number | readonly string[]): unknown;
  write(chunk: string | Uint8Array): boolean;
  end(body?: string | Uint8Array): unknown;
}
