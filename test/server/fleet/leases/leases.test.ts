import { describe, expect, it } from 'vitest';
import { Leases } from '#src/server/fleet/leases/leases.js';
import { random } from '../../../support/random.js';

const LEASE_MS = 3000;

interface Claimed {
  owner: string | null;
  epoch: number;
  revision: number;
}

/** Nodes on one store, in simulated time. A node that stands still sees nothing and does nothing. */
class Fleet {
  readonly claims: Claimed[];
  readonly leases = new Map<string, Leases>();
  readonly #partitions: number;
  readonly #revisions = new Map<string, number>();
  readonly #still = new Set<string>();
  readonly #next = random(7);
  #revision = 0;
  nowMs = 0;

  constructor(partitions: number) {
    this.#partitions = partitions;
    this.claims = Array.from({ length: partitions }, () => ({ owner: null, epoch: 0, revision: 0 }));
  }

  add(node: string): void {
    this.leases.set(node, new Leases({ node, partitions: this.#partitions, leaseMs: LEASE_MS }));
  }

  kill(node: string): void {
    this.leases.delete(node);
  }

  stop(node: string): void {
    this.#still.add(node);
  }

  go(node: string): void {
    this.#still.delete(node);
  }

  run(ms: number): void {
    for (const untilMs = this.nowMs + ms; this.nowMs < untilMs; this.nowMs += 100) {
      for (const [node, leases] of this.leases) if (!this.#still.has(node)) this.#turn(node, leases);
    }
  }

  counts(): number[] {
    return [...this.leases.keys()].map((node) => this.claims.filter(({ owner }) => owner === node).length).sort();
  }

  #turn(node: string, leases: Leases): void {
    for (const [each, revision] of this.#revisions) leases.sawNode(each, revision, this.nowMs);
    for (const [partition, claim] of this.claims.entries()) leases.sawClaim(partition, { ...claim });
    for (const step of leases.next(this.nowMs, () => this.#next())) {
      if (step.kind === 'renew') {
        this.#revisions.set(node, ++this.#revision);
        leases.renewed(this.nowMs);
        leases.sawNode(node, this.#revision, this.nowMs);
        continue;
      }
      const claim = this.claims[step.partition] as Claimed;
      if (step.kind === 'give back') {
        if (claim.owner === node) Object.assign(claim, { owner: null, revision: ++this.#revision });
      } else if (claim.revision === step.revision) {
        Object.assign(claim, { owner: node, epoch: step.epoch, revision: ++this.#revision });
      }
    }
  }
}

describe('Leases', () => {
  it('gives one node all partitions, and three nodes a fair share each', () => {
    const fleet = new Fleet(64);
    fleet.add('a');
    fleet.run(500);
    expect(fleet.counts()).toEqual([64]);
    fleet.add('b');
    fleet.add('c');
    fleet.run(10_000);
    expect(fleet.counts()).toEqual([20, 22, 22]);
  });

  it('moves the partitions of a node that died within its lease and a second', () => {
    const fleet = new Fleet(64);
    for (const node of ['a', 'b', 'c']) fleet.add(node);
    fleet.run(20_000);
    fleet.kill('a');
    fleet.run(LEASE_MS - 1000);
    expect(fleet.claims.some(({ owner }) => owner === 'a')).toBe(true);
    fleet.run(2000);
    expect(fleet.counts()).toEqual([32, 32]);
  });

  it('takes the partitions of a node that stands still, and gives it some when it goes on', () => {
    const fleet = new Fleet(8);
    for (const node of ['a', 'b']) fleet.add(node);
    fleet.run(10_000);
    fleet.stop('a');
    fleet.run(5000);
    expect(fleet.claims.every(({ owner }) => owner === 'b')).toBe(true);
    fleet.go('a');
    fleet.run(5000);
    expect(fleet.counts()).toEqual([4, 4]);
  });

  it('takes nobody for gone because it saw nothing itself for a while', () => {
    const fleet = new Fleet(8);
    for (const node of ['a', 'b']) fleet.add(node);
    fleet.run(10_000);
    const before = fleet.claims.map(({ epoch }) => epoch);
    for (const node of ['a', 'b']) fleet.stop(node);
    fleet.nowMs += 60_000; // NATS was away
    for (const node of ['a', 'b']) fleet.go(node);
    fleet.run(10_000);
    expect(fleet.claims.map(({ epoch }) => epoch)).toEqual(before);
  });

  it('gives everything back when it leaves, and takes nothing more', () => {
    const fleet = new Fleet(8);
    for (const node of ['a', 'b']) fleet.add(node);
    fleet.run(10_000);
    fleet.leases.get('a')?.leave();
    fleet.run(LEASE_MS + 2000);
    expect(fleet.claims.some(({ owner }) => owner === 'a')).toBe(false);
  });

  it('raises the term with every owner', () => {
    const fleet = new Fleet(1);
    for (const node of ['a', 'b']) fleet.add(node);
    fleet.run(5000);
    const [first] = fleet.claims;
    const { epoch, owner } = { ...first } as Claimed;
    fleet.kill(owner as string);
    fleet.run(5000);
    expect(fleet.claims[0]?.epoch).toBe(epoch + 1);
    expect(fleet.claims[0]?.owner).not.toBe(owner);
  });
});
