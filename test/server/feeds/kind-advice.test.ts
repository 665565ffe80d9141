// What a server says of channels that nobody described.
import { describe, expect, it } from 'vitest';
import { type Advice, KindAdvice } from '#src/server/feeds/kind-advice.js';
import { random } from '../../support/random.js';

describe('KindAdvice', () => {
  it('tells once what undescribed channels look like, after 200 rows', () => {
    const told: Advice[] = [];
    const channels = ['energy_kwh', 'door', 'flow', 'bytes_recv'];
    const advice = new KindAdvice(
      channels,
      (channel) => channel === 'bytes_recv',
      (each) => told.push(each),
    );
    const next = random(1);
    for (let i = 0; i < 400; i++) {
      if (i === 199) expect(told).toEqual([]);
      advice.row([1000 + i, i % 20 < 3 ? 1 : 0, i % 5 === 0 ? Number.NaN : next(), 7 * i]);
    }
    expect(told).toEqual([
      { channel: 'energy_kwh', kind: 'counter' },
      { channel: 'door', kind: 'state' },
    ]);
  });
});
