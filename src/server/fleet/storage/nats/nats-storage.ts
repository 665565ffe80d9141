// The streams and buckets of JetStream that a fleet needs, made where they are not there yet.
import type { Bus, Storage } from '../contract.js';
import { NatsLink, type NatsLinkOptions } from './nats-link.js';
import { NatsLog } from './nats-log.js';
import { NatsStore } from './nats-store.js';

export interface NatsStorageOptions extends NatsLinkOptions {
  /** What its names begin with: several fleets can share one NATS. */
  readonly name: string;
  /** Copies of everything, on as many servers of NATS: 1, 3 or 5. */
  readonly replicas: number;
  /** How long results are kept for whoever wants them, ms. */
  readonly resultsMs: number;
}

/** Rows are kept until a state covers them, and no longer than this. */
const ROWS_MS = 7 * 24 * 3_600_000;
const NANOSECONDS = 1e6;

/** Rejects with SluiceError FLEET_UNUSABLE and PACKAGE_MISSING. Waits for a NATS that is not there yet. */
export async function openNatsStorage(options: NatsStorageOptions, signal: AbortSignal): Promise<Storage> {
  const { name, replicas, resultsMs } = options;
  const link = await NatsLink.open(options, signal);
  try {
    const rows = { name: `${name}-rows`, subjects: [`${name}.rows.*`] };
    const results = { name: `${name}-results`, subjects: [`${name}.results.*`] };
    // Full means that clients wait, not that the oldest rows are gone.
    await link.stream({ ...rows, discard: 'new', max_age: ROWS_MS * NANOSECONDS, num_replicas: replicas });
    await link.stream({ ...results, discard: 'old', max_age: resultsMs * NANOSECONDS, num_replicas: replicas });
    const store = async (bucket: string) => new NatsStore(link, await link.bucket(bucket, replicas), bucket);
    const leases = await store(`${name}-leases`);
    const states = await store(`${name}-states`);
    return {
      rows: new NatsLog(link, { stream: rows.name, prefix: `${name}.rows` }),
      results: new NatsLog(link, { stream: results.name, prefix: `${name}.results` }),
      ...{ leases, states, bus: busOf(link, name) },
      get isUp() {
        return link.isUp;
      },
      close: () => link.close(),
    };
  } catch (error) {
    await link.close();
    throw error;
  }
}

function busOf({ connection }: NatsLink, name: string): Bus {
  const full = (subject: string) => `${name}.live.${subject}`;
  return {
    publish: (subject, bytes) => {
      if (!connection.isClosed()) connection.publish(full(subject), bytes);
    },
    listen: (subject, heard) => {
      const subscription = connection.subscribe(full(subject), {
        callback: (error, { data }) => {
          if (error === null) heard(new Uint8Array(data));
        },
      });
      return () => subscription.unsubscribe();
    },
  };
}
