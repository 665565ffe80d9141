// A client that makes a server hold as much as it can, for the test of memory. Runs in a process of its own until it is
// killed. It goes on where the server closes what it has opened.
import net from 'node:net';
import { WebSocket } from 'ws';
import { blockFrame } from '#src/protocol/client-frames.js';

const [url, kind] = process.argv.slice(2);
const CHANNELS = 4;

/** A connection, in the attack's hands when the server has welcomed it. */
function connected(act) {
  const socket = new WebSocket(url, ['sluice.v1'], { perMessageDeflate: false });
  const say = (message) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(message));
  socket.on('error', () => undefined);
  socket.once('message', () => act(socket, say));
  return socket;
}

/** Sends blocks of rows on the streams of a socket, as fast as it takes them. */
function flood(socket, streams, rows, rowBytes) {
  const sequences = new Uint32Array(streams);
  const payload = new Uint8Array(rows * rowBytes);
  let next = 0;
  setInterval(() => {
    for (let i = 0; i < 20 && socket.readyState === WebSocket.OPEN && socket.bufferedAmount < 2 ** 20; i++) {
      const stream = next++ % streams;
      const sequence = ++sequences[stream];
      const head = { stream, sequence, timeMs: Number.NaN, position: (sequence - 1) * rows };
      socket.send(blockFrame(head, payload));
    }
  }, 5);
}

function openMany(say, count, open) {
  for (let number = 0; number < count; number++)
    say({
      kind: 'open',
      number,
      stream: `${kind.replaceAll(' ', '-')}-${process.pid}-${number}-${Math.random()}`,
      ...open,
    });
}

const names = Array.from({ length: 256 }, (_, i) => `${i}-${'x'.repeat(60)}`);

const attacks = {
  'watchers that do not read': () => {
    connected((socket, say) => {
      openMany(say, 8, { predictions: 'none' });
      setTimeout(() => flood(socket, 8, 50, 4 * CHANNELS), 300);
    });
    for (let i = 0; i < 200; i++) {
      connected((socket, say) => {
        say({ kind: 'watch', watch: 1, pattern: '*', points: 'all', history: 300 });
        socket.pause();
      });
    }
  },
  'lists whose answers are not read': () => {
    connected((_, say) => openMany(say, 1500, {}));
    for (let i = 0; i < 150; i++) {
      connected((socket, say) => {
        say({ kind: 'watch', watch: 1, pattern: 'none' });
        socket.pause();
        setInterval(() => say({ kind: 'list', request: 1, pattern: '*' }), 20);
      });
    }
  },
  'streams of many channels': () => {
    connected((socket, say) => {
      openMany(say, 400, { encoding: 'f32', model: 'anomaly', channels: 256 });
      setTimeout(() => flood(socket, 1, 10, 8 + 4 * 256), 1000);
    });
  },
  'streams with a large state': () => connected((_, say) => openMany(say, 4000, { model: 'large' })),
  'wide rows that are not acknowledged': () => {
    connected((socket, say) => {
      openMany(say, 60, { encoding: 'f32', model: 'anomaly', channels: 32 });
      setTimeout(() => flood(socket, 60, 20, 8 + 4 * 32), 500);
    });
  },
  'streams that are left behind': () => {
    const again = () => {
      const socket = connected((_, say) => {
        openMany(say, 100, {});
        setTimeout(() => socket.terminate(), 200);
      });
      socket.on('close', () => setTimeout(again, 5));
    };
    again();
  },
  'opens with long names': () => {
    let number = 0;
    for (let i = 0; i < 4; i++) {
      connected((_, say) => {
        setInterval(() => {
          const channels = [...names.slice(0, 16), `${++number}-${'y'.repeat(55)}`];
          say({ kind: 'open', number: number % 4096, stream: `s-${number}`, model: 'anomaly', channels });
        }, 2);
      });
    }
  },
  'messages that do not end': () => {
    for (let i = 0; i < 1500; i++) {
      connected((socket) => {
        const raw = socket._socket; // a frame of 250 KiB of which the last byte never comes
        const head = Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0, 3, 0xe8, 0, 1, 2, 3, 4]);
        raw.write(head);
        raw.write(Buffer.alloc(255_000));
      });
    }
  },
  'small messages faster than they are read': () => {
    for (let i = 0; i < 300; i++) {
      connected((socket) => {
        const raw = socket._socket; // heartbeats, as many as go into a segment
        const text = '{"kind":"heartbeat"}';
        const frame = Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
        const many = Buffer.concat(Array.from({ length: 2500 }, () => frame));
        setInterval(() => raw.writableLength < 2 ** 18 && raw.write(many), 10);
      });
    }
  },
  none: () => undefined,
  connections: () => {
    for (let i = 0; i < 2500; i++) connected(() => undefined);
  },
  'handshakes that do not end': () => {
    const { hostname, port } = new URL(url);
    for (let i = 0; i < 1500; i++) {
      const socket = net.connect(Number(port), hostname);
      socket.on('error', () => undefined);
      socket.write(`GET / HTTP/1.1\r\nHost: ${hostname}\r\nX: ${'x'.repeat(12_000)}`);
    }
  },
};

attacks[kind]();
console.log('attacking');
setInterval(() => undefined, 1000);
