// The examples for Prometheus and Grafana ask for metrics that there are.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { connect } from '#src/node/index.js';
import { serve } from '../stand.js';
import { brokenSeries } from './made-series.js';

const read = (name: string) => readFileSync(new URL(`../../../examples/monitoring/${name}`, import.meta.url), 'utf8');

it('the rules and the dashboard name metrics that a server has, with the labels that it gives them', async () => {
  await using server = await serve({ influx: {}, alarms: { outlets: [{ kind: 'command', command: 'cat' }] } });
  await using client = await connect(server.socketUrl);
  const stream = await client.open({ stream: 'pump', model: 'anomaly', channels: ['flow'], drop: 'none' });
  stream.send(brokenSeries());
  let metrics = '';
  while (!/^sluice_stream_alarms_open\{stream="pump"\} \d/m.test(metrics)) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    metrics = await (await fetch(`${server.url}metrics`)).text();
  }
  const dashboard = JSON.parse(read('grafana-dashboard.json'));
  const asked = read('sluice-rules.yml') + JSON.stringify(dashboard);
  const names = new Set([...asked.matchAll(/\bsluice_\w+/g)].map(([name]) => name));
  expect(names.size).toBeGreaterThan(12);
  const missing = [...names].filter((name) => !new RegExp(`^(# TYPE )?${name}[ {]`, 'm').test(metrics));
  expect(missing).toEqual([]);
});
