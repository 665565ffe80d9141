// Between a client and a server: passes bytes on. When told to, it cuts all connections in the middle of whatever is
// under way, holds the bytes for a while, or loses them and says nothing: such a half-open connection looks alive to
// both sides.
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export type Direction = 'to the server' | 'to the client' | 'both';

export class CuttingProxy implements AsyncDisposable {
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();

  static start(port: number): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(port);
    return new Promise((resolve) => proxy.#server.listen(0, '127.0.0.1', () => resolve(proxy)));
  }

  private constructor(port: number) {
    this.#server = createServer((client) => {
      const pair = new Pair(client, connect(port, '127.0.0.1'), () => this.#pairs.delete(pair));
      this.#pairs.add(pair);
    });
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  cut(): void {
    for (const pair of [...this.#pairs]) pair.cut();
  }

  /** From now on the bytes of the present connections are lost, and no side hears that the other one closes. */
  swallow(direction: Direction): void {
    for (const pair of this.#pairs) pair.swallow(direction);
  }

  /** Holds the bytes of the present connections. */
  async hold(ms: number): Promise<void> {
    const held = [...this.#pairs];
    for (const pair of held) pair.hold();
    await new Promise((resolve) => setTimeout(resolve, ms));
    for (const pair of held) pair.pass();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Two sockets, one to each side. */
class Pair {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #lost = new Set<Socket>();
  #isOver = false;

  constructor(client: Socket, server: Socket, over: () => void) {
    this.#client = client;
    this.#server = server;
    for (const socket of [client, server]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        if (this.#lost.size === 0) this.cut();
        if (!client.destroyed || !server.destroyed) return;
        this.#isOver = true;
        over();
      });
    }
    this.pass();
  }

  cut(): void {
    this.#client.destroy();
    this.#server.destroy();
  }

  swallow(direction: Direction): void {
    if (direction !== 'to the client') this.#lost.add(this.#client);
    if (direction !== 'to the server') this.#lost.add(this.#server);
    for (const socket of this.#lost) socket.unpipe().resume();
  }

  hold(): void {
    for (const socket of [this.#client, this.#server]) if (!this.#lost.has(socket)) socket.unpipe().pause();
  }

  pass(): void {
    if (this.#isOver) return;
    if (!this.#lost.has(this.#client)) this.#client.pipe(this.#server);
    if (!this.#lost.has(this.#server)) this.#server.pipe(this.#client);
  }
}
