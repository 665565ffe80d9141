// One address for all nodes, as a load balancer gives it: each connection goes to the next node that takes it.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export class Balancer implements AsyncDisposable {
  readonly #server: Server;
  readonly #ports: () => readonly number[];
  readonly #sockets = new Set<Socket>();
  #next = 0;

  static async start(ports: () => readonly number[], first = 0): Promise<Balancer> {
    const balancer = new Balancer(ports, first);
    balancer.#server.listen(0, '127.0.0.1');
    await once(balancer.#server, 'listening');
    return balancer;
  }

  private constructor(ports: () => readonly number[], first: number) {
    this.#ports = ports;
    this.#next = first;
    this.#server = createServer((client) => this.#serve(client, 0));
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  #serve(client: Socket, tries: number): void {
    const ports = this.#ports();
    this.#keep(client);
    if (tries >= ports.length) return void client.destroy();
    const node = connect(ports[this.#next++ % ports.length] as number, '127.0.0.1');
    this.#keep(node);
    const again = () => this.#serve(client, tries + 1);
    node.once('error', again);
    node.once('connect', () => {
      node.off('error', again);
      client.pipe(node).pipe(client);
      for (const [one, other] of [
        [client, node],
        [node, client],
      ] as const) {
        one.on('close', () => other.destroy());
      }
    });
  }

  #keep(socket: Socket): void {
    if (this.#sockets.has(socket)) return;
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
