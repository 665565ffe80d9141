// Who owns which partition, as one node sees it: a pure machine. It is told what the store shows and what time it is,
// and says what to do next. Each node has a lease, which it renews; a partition belongs to the node that its claim
// names, as long as that node's lease lasts. A lease has lasted too long when its value did not change for so long by
// the clock of whoever looks: no two clocks are compared.
//
// Nothing here makes sure that one node alone works on a partition: a node that stood still believes that it still owns
// what it owned. That its words count no more is the log's work; see owner/fence.ts.

/** A partition's claim. `owner` null: it was given back. `epoch`: goes up with every owner. */
export interface Claim {
  readonly owner: string | null;
  readonly epoch: number;
  readonly revision: number;
}

export type Step =
  | { readonly kind: 'renew' }
  /** Put a claim with that epoch in the place of the one of that revision. */
  | { readonly kind: 'claim'; readonly partition: number; readonly epoch: number; readonly revision: number }
  /** Finish what is under way, and give the partition back. */
  | { readonly kind: 'give back'; readonly partition: number };

export interface LeasesOptions {
  readonly node: string;
  readonly partitions: number;
  /** How long a lease lasts after it was renewed, ms. */
  readonly leaseMs: number;
}

interface Seen {
  readonly revision: number;
  readonly sinceMs: number;
}

/** A lease is renewed so often while it lasts. */
const RENEWALS = 3;
const NONE: Claim = { owner: null, epoch: 0, revision: 0 };

export class Leases {
  readonly #options: LeasesOptions;
  readonly #nodes = new Map<string, Seen>();
  readonly #claims = new Map<number, Claim>();
  #renewedMs = Number.NEGATIVE_INFINITY;
  /** Since when its own lease has lasted without a break: before, it may have seen too little to judge others. */
  #steadyMs = Number.POSITIVE_INFINITY;
  #leaving = false;

  constructor(options: LeasesOptions) {
    this.#options = options;
  }

  /** A node's lease. `revision` null: it is gone. */
  sawNode(node: string, revision: number | null, nowMs: number): void {
    if (revision === null) this.#nodes.delete(node);
    else if (this.#nodes.get(node)?.revision !== revision) this.#nodes.set(node, { revision, sinceMs: nowMs });
  }

  sawClaim(partition: number, claim: Claim): void {
    const known = this.#claims.get(partition) ?? NONE;
    if (claim.revision > known.revision) this.#claims.set(partition, claim);
  }

  /** Its own lease was renewed. `begunMs`: when it asked for that. Returns whether the lease had ended before. */
  renewed(begunMs: number): boolean {
    const hadEnded = begunMs - this.#renewedMs > this.#options.leaseMs;
    if (hadEnded) this.#steadyMs = begunMs;
    this.#renewedMs = begunMs;
    return hadEnded;
  }

  /** It takes nothing more, and gives everything back. */
  leave(): void {
    this.#leaving = true;
  }

  claimOf(partition: number): Claim {
    return this.#claims.get(partition) ?? NONE;
  }

  /** The partitions that it owns, with their epochs. */
  owned(): Map<number, number> {
    const owned = new Map<number, number>();
    for (const [partition, { owner, epoch }] of this.#claims) {
      if (owner === this.#options.node) owned.set(partition, epoch);
    }
    return owned;
  }

  /** The nodes whose leases last. */
  alive(nowMs: number): string[] {
    return [...this.#nodes].filter(([, seen]) => !this.#isOver(seen, nowMs)).map(([node]) => node);
  }

  /** Whether a node is there. Of one that it has never seen it has to assume so for a while. */
  isThere(node: string, nowMs: number): boolean {
    const seen = this.#nodes.get(node);
    if (seen !== undefined) return node === this.#options.node || !this.#isOver(seen, nowMs);
    return nowMs - this.#steadyMs < this.#options.leaseMs;
  }

  /** Nodes that were not heard for half a lease: to be looked at before they are taken for gone. */
  quiet(nowMs: number): string[] {
    const { leaseMs, node } = this.#options;
    const isQuiet = ({ sinceMs }: Seen) => nowMs - sinceMs >= leaseMs / 2;
    return [...this.#nodes].filter(([each, seen]) => each !== node && isQuiet(seen)).map(([each]) => each);
  }

  /** Nodes whose leases have ended. */
  over(nowMs: number): string[] {
    return [...this.#nodes].filter(([, seen]) => this.#isOver(seen, nowMs)).map(([node]) => node);
  }

  /** What to do next. `random`: from 0 to 1, so that nodes do not all begin at the same partition. */
  next(nowMs: number, random: () => number): Step[] {
    const { leaseMs, node } = this.#options;
    const isDue = nowMs - this.#renewedMs >= leaseMs / RENEWALS;
    const renewal: Step[] = isDue ? [{ kind: 'renew' }] : [];
    const owned = [...this.owned().keys()];
    if (this.#leaving) return [...renewal, ...owned.map((partition): Step => ({ kind: 'give back', partition }))];
    if (nowMs - this.#renewedMs >= leaseMs || !this.#nodes.has(node)) return renewal;
    return [...renewal, ...this.#share(owned, nowMs, random)];
  }

  /** Takes what is free up to its fair share, or gives one back that is more. */
  #share(owned: readonly number[], nowMs: number, random: () => number): Step[] {
    const { partitions } = this.#options;
    const alive = this.alive(nowMs);
    const most = Math.ceil(partitions / Math.max(1, alive.length));
    if (owned.length > most) return [{ kind: 'give back', partition: owned[owned.length - 1] as number }];
    const free = this.#free(nowMs);
    const first = Math.floor(random() * free.length);
    const mine = [...free.slice(first), ...free.slice(0, first)].slice(0, most - owned.length);
    return mine.map((partition) => {
      const { epoch, revision } = this.claimOf(partition);
      return { kind: 'claim', partition, epoch: epoch + 1, revision };
    });
  }

  /** Partitions of nobody, and of nodes that are gone. */
  #free(nowMs: number): number[] {
    return Array.from({ length: this.#options.partitions }, (_, i) => i).filter((partition) => {
      const { owner } = this.claimOf(partition);
      return owner === null || !this.isThere(owner, nowMs);
    });
  }

  #isOver({ sinceMs }: Seen, nowMs: number): boolean {
    const { leaseMs } = this.#options;
    return nowMs - Math.max(sinceMs, this.#steadyMs) >= leaseMs;
  }
}
