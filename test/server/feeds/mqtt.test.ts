// Sensors at a real MQTT broker: their values become rows of streams, results and alarms are published, and nothing
// stops while the broker is away.
import { spawn } from 'node:child_process';
import mqtt, { type MqttClient } from 'mqtt';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/folder.js';
import { START, until } from '../outlets/made.js';
import { BROKEN, brokenSeries, sendSeries } from '../outlets/made-series.js';
import { serve } from '../stand.js';
import { hasMosquittoClient, startBroker } from './broker.js';

/** A sensor, and everything that is published. */
async function sensorAt(url: string) {
  const client: MqttClient = await mqtt.connectAsync(url);
  const heard: { readonly topic: string; readonly text: string }[] = [];
  client.on('message', (topic, payload) => void heard.push({ topic, text: payload.toString() }));
  await client.subscribeAsync('#', { qos: 1 });
  const of = (topic: string) => heard.filter((each) => each.topic === topic).map(({ text }) => text);
  return { client, of, [Symbol.asyncDispose]: () => client.endAsync(true) };
}

const metricsOf = async (url: string) => (await fetch(`${url}metrics`)).text();

async function untilMetric(url: string, pattern: RegExp): Promise<void> {
  while (!pattern.test(await metricsOf(url))) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('a server with sensors at an MQTT broker', () => {
  it('makes rows of plain numbers, publishes a result for each, and the alarm', async () => {
    await using broker = await startBroker();
    await using sensor = await sensorAt(broker.url);
    const { url } = broker;
    await using _server = await serve({
      mqtt: {
        url,
        model: 'anomaly',
        subscribe: ['plant/+/+'],
        discoverMs: 300,
        values: { flow: 'v', load: 'l' },
        time: 't',
      },
      alarms: { outlets: [{ kind: 'mqtt', url, discovery: 'homeassistant' }] },
    });
    await until(() => sensor.of('sluice/status').includes('online'));
    const rows = brokenSeries();
    for (let i = 0; i < rows.length; i += 2) {
      const text = JSON.stringify({ v: rows[i + 1], l: 3, t: rows[i] });
      await sensor.client.publishAsync('plant/pump/state', text, { qos: 1 });
    }
    await until(() => sensor.of('sluice/plant/pump/state/alarm').length > 0);
    const [alarm] = sensor.of('sluice/plant/pump/state/alarm').map((text) => JSON.parse(text));
    expect(alarm).toMatchObject({ stream: 'plant/pump/state', channel: 'flow', startsAtMs: START + BROKEN * 60_000 });
    await until(() => sensor.of('sluice/plant/pump/state/problem').includes('ON'));
    await until(() => sensor.of('sluice/plant/pump/state/result').length >= rows.length / 2);
    const results = sensor.of('sluice/plant/pump/state/result').map((text) => JSON.parse(text));
    expect(results[0]).toMatchObject({ kind: 'prediction', index: 0, timeMs: START });
    const [config] = await discovered(sensor);
    expect(config).toMatchObject({
      device_class: 'problem',
      state_topic: 'sluice/plant/pump/state/problem',
      availability_topic: 'sluice/status',
    });
  });

  it('gathers the channels of one stream into rows, by a template, and counts what it refuses', async () => {
    await using broker = await startBroker();
    await using sensor = await sensorAt(broker.url);
    const { url } = broker;
    const template = 'site/+/{stream}/{channel}';
    await using server = await serve({
      mqtt: { url, model: 'anomaly', subscribe: ['site/#'], template, discoverMs: 500, gatherMs: 60_000 },
    });
    await sensor.client.publishAsync('site/a/old/flow', '7', { qos: 1, retain: true });
    const say = (topic: string, text: string) => sensor.client.publishAsync(topic, text, { qos: 1 });
    // Who publishes first must wait until the server has subscribed: the broker keeps nothing else for it.
    while (!/feed_messages_total\{feed="mqtt"\} [1-9]/.test(await metricsOf(server.url))) await say('site/x', '1');
    for (let i = 0; i < 20; i++) {
      await say('site/a/boiler/flow', String(20 + i));
      await say('site/a/boiler/valve', i % 2 === 0 ? 'ON' : 'OFF');
    }
    await say('site/x', '1');
    await say('site/a/boiler/flow', 'broken');
    await say('site/a/b c/flow', '1');
    await until(() => sensor.of('sluice/boiler/result').length >= 20);
    await untilMetric(server.url, /feed_refused_total\{feed="mqtt",reason="neither a number nor JSON"\} 1/);
    const metrics = await metricsOf(server.url);
    expect(metrics).toMatch(/feed_refused_total\{feed="mqtt",reason="no stream name"\} 1/);
    expect(metrics).toMatch(/feed_refused_total\{feed="mqtt",reason="topic does not fit the template"\} [1-9]/);
    expect(metrics).toMatch(/feed_rows_total\{feed="mqtt"\} 20/);
    const forecast = sensor.of('sluice/boiler/result').map((text) => JSON.parse(text).series.forecast.length);
    expect(new Set(forecast)).toEqual(new Set([2]));
  });

  it('goes on when the broker dies and comes back, and keeps alarms for it meanwhile', async () => {
    await using broker = await startBroker();
    const { url } = broker;
    await using server = await serve({
      mqtt: { url, model: 'anomaly', subscribe: ['plant/+/+'], discoverMs: 0 },
      alarms: { outlets: [{ kind: 'mqtt', url, perMinute: 6000 }], queue: temporaryFolder().path },
    });
    await broker.kill();
    await sendSeries(server.socketUrl, 'away'); // by WebSocket: nothing else stops
    await untilMetric(server.url, /outlet_failing\{outlet="mqtt"\} 1/);
    expect(await metricsOf(server.url)).toMatch(/outlet_waiting\{outlet="mqtt"\} [1-9]/);
    await broker.restart();
    await using sensor = await sensorAt(url);
    await until(() => sensor.of('sluice/away/alarm').length > 0);
    while (sensor.of('sluice/plant/fan/result').length === 0) {
      await sensor.client.publishAsync('plant/fan/speed', '12', { qos: 1 });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });

  it('starts while the broker is away', async () => {
    await using broker = await startBroker();
    await broker.kill();
    const told: string[] = [];
    const note = (_: unknown, sentence: string) => void told.push(sentence);
    const log = { warn: note, info: note, debug: note };
    await using server = await serve({ mqtt: { url: broker.url, model: 'anomaly', subscribe: ['#'] }, log });
    expect((await fetch(`${server.url}readyz`)).status).toBe(200);
    await until(() => told.includes('the MQTT broker is away; it is looked for again'));
  });

  it.skipIf(!hasMosquittoClient)("tells Home Assistant of a stream: mosquitto's own client receives it", async () => {
    await using broker = await startBroker();
    const { url } = broker;
    const args = ['-h', '127.0.0.1', '-p', String(broker.port), '-t', 'homeassistant/#', '-C', '1', '-v', '-W', '50'];
    await using server = await serve({ alarms: { outlets: [{ kind: 'mqtt', url, discovery: 'homeassistant' }] } });
    await sendSeries(server.socketUrl, 'plant/pump');
    const child = spawn('mosquitto_sub', args);
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    await new Promise((resolve) => child.once('close', resolve));
    const [, topic, text] = /^(\S+) (.*)$/.exec(Buffer.concat(parts).toString().trim()) as unknown as string[];
    expect(topic).toMatch(/^homeassistant\/binary_sensor\/sluice_[0-9a-f]{16}\/config$/);
    expect(JSON.parse(text as string)).toMatchObject({
      device: { name: 'plant/pump', manufacturer: 'sluice' },
      state_topic: 'sluice/plant/pump/problem',
      payload_on: 'ON',
    });
  });
});

async function discovered(sensor: { readonly client: MqttClient }): Promise<unknown[]> {
  const configs: unknown[] = [];
  sensor.client.on('message', (topic, payload) => {
    if (topic.startsWith('homeassistant/')) configs.push(JSON.parse(payload.toString()));
  });
  await sensor.client.unsubscribeAsync('#');
  await sensor.client.subscribeAsync('homeassistant/#');
  await until(() => configs.length > 0);
  return configs;
}
