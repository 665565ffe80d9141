// A sensor in Node: a row of two values every 100 ms, alarms as they come. Start `sluice serve`, then
// `node examples/sensor-over-websocket/sender.mjs`. With a number as second argument so many rows are sent, and as fast
// as they go.
import { connect } from 'sluice';

const client = await connect(process.argv[2] ?? 'ws://127.0.0.1:8080/');
const stream = await client.open({
  stream: 'pump-1',
  model: 'anomaly',
  channels: ['temperature', 'pressure'],
  replace: true,
});
stream.detections$.subscribe(({ label, channel, severity, timeMs }) =>
  console.log(`${new Date(timeMs).toISOString()}  ${label}  ${channel}  ${severity?.toFixed(1)}`),
);
const rows = process.argv[3] === undefined ? Number.POSITIVE_INFINITY : Number(process.argv[3]);
const startMs = Date.now();
for (let row = 0; row < rows; row++) {
  const broken = row % 1000 === 900 ? 30 : 0;
  stream.send([
    startMs + row * 100,
    60 + Math.sin(row / 30) + Math.random() / 10 + broken,
    3 + Math.cos(row / 30) / 10,
  ]);
  await new Promise((resolve) => setTimeout(resolve, rows === Number.POSITIVE_INFINITY ? 100 : 0));
}
await stream.close();
await client.close();
