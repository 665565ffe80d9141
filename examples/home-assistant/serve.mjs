// A server that takes values from an MQTT broker and tells Home Assistant of their alarms.
//
//   node examples/home-assistant/serve.mjs mqtt://localhost
//
// Publish values, as `mosquitto_pub -t home/boiler/temperature -m 61.2`, and the stream `home/boiler` appears in Home
// Assistant as a device with a sensor of the class "problem". Needs the packages ws, prom-client and mqtt.
import { startServer } from 'sluice/server';

const [url = 'mqtt://localhost'] = process.argv.slice(2);
const server = await startServer({
  port: 0,
  mqtt: { url, subscribe: ['home/+/+'], discoverMs: 1000 },
  alarms: { outlets: [{ kind: 'mqtt', url, discovery: 'homeassistant' }] },
});
console.log(`alarms of home/+/+ at ${url}; metrics at ${server.url}metrics`);
