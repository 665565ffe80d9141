// Sound over a WebSocket: a server sends the recording in blocks of 20 ms, as a microphone elsewhere would; a client
// hears the phrases in it. `node examples/websocket.mjs`
import { keywords, openStream, readAudio, socket } from 'sluice';
import { WebSocketServer } from 'ws';

const { samples, sampleRate } = await readAudio(new URL('../src/assets/recording.wav', import.meta.url));
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
await new Promise((resolve) => server.on('listening', resolve));
server.on('connection', (client) => {
  const block = sampleRate / 50;
  let at = 0;
  const timer = setInterval(() => {
    if (at >= samples.length) {
      clearInterval(timer);
      client.close(1000);
      return;
    }
    client.send(samples.slice(at, at + block));
    at += block;
  }, 20);
});

const address = /** @type {import('node:net').AddressInfo} */ (server.address());
const source = socket(`ws://127.0.0.1:${address.port}`, { sampleRate });
const stream = await openStream({ source, model: keywords });
stream.detections$.subscribe({
  next: ({ label, score, latencyMs }) =>
    console.log(`${label}  ${score.toFixed(2)}  ${latencyMs.toFixed(1)} ms after it came`),
  complete: () => server.close(),
});
stream.stats$.subscribe({ complete: () => console.log('the end') });
