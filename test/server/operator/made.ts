// What tests of operators share: streams that break and stay broken, and what is told of their alarms.
import type { Subscription } from 'rxjs';
import {
  type AlarmInfo,
  type Client,
  type ClientStream,
  connect,
  type Mute,
  type NormalAlarms,
} from '#src/node/index.js';
import { random } from '../../support/random.js';
import { until } from '../outlets/made.js';

export const MINUTE = 60_000;
export const START = Date.UTC(2024, 2, 1);
/** The first row that is broken. */
export const BROKEN = 660;

/** Rows `from` to before `to` of one channel, flat, a minute apart, 30 too high from `BROKEN` on. */
export function rowsOf(from: number, to: number, off = (row: number): number => (row >= BROKEN ? 30 : 0)): number[] {
  const next = random(5);
  const rows: number[] = [];
  for (let i = 0; i < to; i++) {
    const flow = 20 + Math.sin(i / 20) + 0.1 * next() + off(i);
    if (i >= from) rows.push(START + i * MINUTE, flow);
  }
  return rows;
}

/** Opens a stream that nothing is dropped of, whose model is the server's for series. */
export function openSeries(client: Client, name: string): Promise<ClientStream> {
  return client.open({ stream: name, model: 'anomaly', channels: ['flow'], drop: 'none' });
}

/** What a client is told of alarms, as it is now. */
export class Alarms {
  readonly byId = new Map<string, AlarmInfo>();
  mutes: readonly Mute[] = [];
  normal: readonly NormalAlarms[] = [];
  told = false;
  readonly #watching: Subscription;

  constructor(client: Client, pattern?: string) {
    this.#watching = client.alarms(pattern).subscribe({
      next: (event) => {
        if (event.kind === 'alarm') this.byId.set(event.alarm.id, event.alarm);
        else if (event.kind === 'alarm-gone') this.byId.delete(event.alarm);
        else if (event.kind === 'quiet') {
          this.mutes = event.mutes;
          this.normal = event.normal;
          this.told = true;
        } else if (event.connected) this.byId.clear();
      },
      error: () => undefined,
    });
  }

  get all(): AlarmInfo[] {
    return [...this.byId.values()];
  }

  /** The first alarm for which that is so, as soon as there is one. */
  async find(isSo: (alarm: AlarmInfo) => boolean = () => true): Promise<AlarmInfo> {
    await until(() => this.all.some(isSo));
    return this.all.find(isSo) as AlarmInfo;
  }

  end(): void {
    this.#watching.unsubscribe();
  }
}

/** A server's client with a stream that is broken, and its alarm. */
export async function broken(socketUrl: string, name: string, rows = BROKEN + 40) {
  const client = await connect(socketUrl);
  const stream = await openSeries(client, name);
  const alarms = new Alarms(client);
  stream.send(rowsOf(0, rows));
  const alarm = await alarms.find((one) => one.stream === name && one.open);
  return { client, stream, alarms, alarm };
}

export async function metric(url: string, name: string, stream: string): Promise<number | null> {
  await new Promise((resolve) => setTimeout(resolve, 1100)); // metrics are made once a second
  const text = await (await fetch(`${url}metrics`)).text();
  const line = text.split('\n').find((each) => each.startsWith(`${name}{stream="${stream}"} `));
  return line === undefined ? null : Number(line.split(' ').at(-1));
}
