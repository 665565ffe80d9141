// The example for Home Assistant: what it publishes, mosquitto's own client receives.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import mqtt from 'mqtt';
import { expect, it } from 'vitest';
import { hasMosquittoClient, startBroker } from './broker.js';

it.skipIf(!hasMosquittoClient)('examples/home-assistant tells of a stream; mosquitto_sub receives it', async () => {
  await using broker = await startBroker();
  const program = fileURLToPath(new URL('../../../examples/home-assistant/serve.mjs', import.meta.url));
  const child = spawn(process.execPath, [program, broker.url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const sensor = await mqtt.connectAsync(broker.url);
  const saying = setInterval(() => sensor.publish('home/boiler/temperature', '61.2'), 100);
  try {
    await once(child.stdout, 'data');
    const args = ['-h', '127.0.0.1', '-p', String(broker.port), '-t', 'homeassistant/#', '-C', '1', '-W', '50'];
    const heard = spawn('mosquitto_sub', args);
    const [text] = (await once(heard.stdout, 'data')) as [Buffer];
    expect(JSON.parse(text.toString())).toMatchObject({ device: { name: 'home/boiler' }, device_class: 'problem' });
  } finally {
    clearInterval(saying);
    await sensor.endAsync(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});
