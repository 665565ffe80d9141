// What came in by feeds, as metrics with a label for each.
import type { Registry } from 'prom-client';
import type { Feed } from '../feeds/feed.js';
import { neededPackage } from '../needed-package.js';

const TOTALS: readonly [string, string, (feed: Feed) => number][] = [
  ['feed_messages_total', 'messages or lines that came by a feed', ({ counts }) => counts.messages],
  ['feed_rows_total', 'rows that a feed has made of them', ({ counts }) => counts.rows],
  ['feed_dropped_total', 'rows and values dropped because too many waited', ({ counts }) => counts.dropped],
];

export function addFeedMetrics(registry: Registry, feeds: () => Iterable<Feed>): void {
  const { Counter } = neededPackage<typeof import('prom-client')>('prom-client');
  for (const [name, help, value] of TOTALS) {
    new Counter({
      ...{ name: `sluice_${name}`, help, labelNames: ['feed'], registers: [registry] },
      collect() {
        this.reset();
        for (const feed of feeds()) this.inc({ feed: feed.name }, value(feed));
      },
    });
  }
  new Counter({
    ...{ name: 'sluice_feed_refused_total', help: 'messages or lines that a feed refused, by reason' },
    ...{ labelNames: ['feed', 'reason'], registers: [registry] },
    collect() {
      this.reset();
      for (const { name, counts } of feeds()) {
        for (const [reason, times] of counts.refused) this.inc({ feed: name, reason }, times);
      }
    },
  });
}
