// Every binary frame and text message of the protocol, of fixed numbers: as bytes, and as what a reader makes of bytes
// of before.
import { acknowledgementFrame, blockFrame, readClientFrames } from '#src/protocol/client-frames.js';
import { readClientMessage } from '#src/protocol/client-messages.js';
import { CODES, CONNECTION_CODES, closeReason, PROTOCOL } from '#src/protocol/closing.js';
import { readServerFrames } from '#src/protocol/read-server-frames.js';
import {
  detectionBytesNeeded,
  pointBytesNeeded,
  predictionBytesNeeded,
  writeAccepted,
  writeDetection,
  writePoint,
  writePrediction,
} from '#src/protocol/server-frames.js';
import { readServerMessage } from '#src/protocol/server-messages.js';
import { plain } from './fixture.js';

const scores = Float32Array.of(0.25, 0.625, 0.125);
const series = {
  likelihood: 0.9990234375,
  severity: 2.5,
  onset: 1.25,
  alarm: true,
  open: false,
  ended: false,
  forecast: Float32Array.of(1.5, -2),
  spread: Float32Array.of(0.5, 4),
  contributions: Float32Array.of(0.75, 0.25),
};
const prediction = {
  index: 70_000,
  endsAtMs: 20.125,
  timeMs: 1.7e12,
  gap: 2,
  delayMs: 1.5,
  settled: true,
  gated: false,
};
const detection = {
  number: 3,
  index: 70_000,
  label: 'zu heiß',
  score: 0.5,
  startsAtMs: 1,
  endsAtMs: 2.5,
  timeMs: 1.7e12,
};
const point = { index: 9, timeMs: 1.7e12, gap: 1, settled: false, past: false, values: Float32Array.of(6, 7) };
const text = new TextEncoder();

/** Frames by name, as hex. */
export function frames(): Record<string, string> {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const payload = Uint8Array.of(9, 8, 7, 6, 5, 4, 3, 2);
  const ofPrediction = (more: object) => {
    const whole = { ...prediction, scores, series: null, ...more };
    return written(predictionBytesNeeded(whole), (view) => writePrediction(view, 0, 3, 11, whole));
  };
  const ofDetection = (more: { channel?: string; severity?: number }) => {
    const names = { label: text.encode(detection.label), channel: text.encode(more.channel ?? '') };
    const whole = { ...detection, ...more };
    return written(detectionBytesNeeded(names), (view) => writeDetection(view, 0, 3, 12, whole, names));
  };
  const ofPoint = (more: object) => {
    const whole = { ...point, scores, series: null, ...more };
    return written(pointBytesNeeded(whole), (view) => writePoint(view, 0, 15, whole));
  };
  return {
    block: hex(blockFrame({ stream: 3, sequence: 258, timeMs: 1.7e12 + 0.5, position: 2 ** 40 }, payload)),
    'block without a time': hex(
      blockFrame({ stream: 65_535, sequence: 2 ** 32 - 1, timeMs: Number.NaN, position: 0 }, payload),
    ),
    'empty block': hex(blockFrame({ stream: 0, sequence: 1, timeMs: Number.NaN, position: 1 }, new Uint8Array(0))),
    acknowledgement: hex(acknowledgementFrame(1, 2 ** 32 - 2, 3)),
    prediction: hex(ofPrediction({})),
    'prediction that rests': hex(
      ofPrediction({ gated: true, settled: false, timeMs: Number.NaN, delayMs: Number.NaN }),
    ),
    'prediction of a series': hex(ofPrediction({ series })),
    'prediction of a series without alarm': hex(ofPrediction({ series: { ...series, alarm: false } })),
    detection: hex(ofDetection({})),
    'detection of a series': hex(ofDetection({ channel: 'Ölpumpe', severity: 4.5 })),
    accepted: hex(written(16, (view) => writeAccepted(view, 0, 3, 13, 2 ** 31))),
    point: hex(ofPoint({})),
    'point of the past': hex(ofPoint({ past: true, settled: true, timeMs: Number.NaN })),
    'point of a series': hex(ofPoint({ series })),
  };
}

/** What a reader makes of frames. */
export function readFrames(given: Readonly<Record<string, string>>): unknown {
  const read = (name: string, hex: string) => {
    const bytes = Uint8Array.from(Buffer.from(hex, 'hex'));
    const found: unknown[] = [];
    const note =
      (kind: string) =>
      (...all: unknown[]) => {
        found.push([kind, ...all]);
      };
    if (/block|acknowledgement/.test(name)) {
      readClientFrames(bytes, {
        block: (head, of, at) => found.push(['block', { ...head }, [...of.subarray(at, at + head.payloadBytes)]]),
        acknowledged: note('acknowledged'),
      });
    } else {
      readServerFrames(bytes.buffer, {
        prediction: note('prediction'),
        detection: note('detection'),
        accepted: note('accepted'),
        point: note('point'),
      });
    }
    return [name, found];
  };
  return plain(Object.fromEntries(Object.entries(given).map(([name, hex]) => read(name, hex))));
}

/** What a server makes of texts: every kind, with what may be left out and without. */
export function readClientTexts(): unknown {
  const texts = [
    '{"kind":"open","number":0,"stream":"pump"}',
    '{"kind":"open","number":65535,"stream":"a/b:c.d_e-f","model":"rows","rate":100,"channels":["a","b"],"encoding":"s16","predictions":"none","drop":"newest","maxDelayMs":10000,"replace":true,"detector":{"smoothingMs":1,"enter":{"odd":0.5},"exit":{"odd":0.25},"minDurationMs":2,"refractoryMs":3},"resume":{"token":"abc","predictions":4294967295,"detections":2}}',
    '{"kind":"open","number":1,"stream":"x","channels":64,"predictions":10,"encoding":"json","drop":"none"}',
    '{"kind":"block","number":1,"values":[1,null,2.5]}',
    '{"kind":"block","number":1,"sequence":7,"position":9007199254740991,"timeMs":1700000000000.5,"values":[[1,2],[null,4]]}',
    '{"kind":"ack","number":1,"predictions":2,"detections":3}',
    '{"kind":"close","number":1}',
    '{"kind":"watch","watch":4,"pattern":"pump-*"}',
    '{"kind":"watch","watch":4,"pattern":"*","points":"none","history":300}',
    '{"kind":"unwatch","watch":4}',
    '{"kind":"list","request":5}',
    '{"kind":"list","request":5,"pattern":"a*"}',
    '{"kind":"end-stream","request":6,"stream":"pump"}',
    '{"kind":"set-detector","request":7,"stream":"pump","settings":{"minDurationMs":0}}',
    '{"kind":"heartbeat"}',
  ];
  return plain(texts.map((one) => readClientMessage(one)));
}

/** What a client makes of texts of every kind. */
export function readServerTexts(): unknown {
  const info =
    '{"name":"pump","model":"rows","input":"rows","channels":["1","2"],"labels":["normal","odd"],"rate":100,"hopMs":10,"state":"connected","openedAtMs":1700000000000,"predictions":5,"detections":1,"dropped":0,"replaced":0,"delayMs":null,"reconnects":2}';
  const ofSeries =
    '{"name":"boiler","model":"anomaly","input":"series","channels":["a"],"labels":["normal","anomaly"],"rate":null,"hopMs":null,"state":"away","openedAtMs":1,"predictions":0,"detections":0,"dropped":0,"replaced":0,"delayMs":1.5,"reconnects":0}';
  const detected = '"number":1,"index":7,"label":"odd","score":0.5,"startsAtMs":1,"endsAtMs":2,"timeMs":null';
  const texts = [
    '{"kind":"welcome","protocol":"sluice.v1","rights":["send","watch"],"heartbeatMs":15000,"models":["anomaly"],"limits":{"messageBytes":1,"streams":2,"bytesPerSecond":3,"messagesPerSecond":4}}',
    `{"kind":"opened","number":0,"stream":"pump","token":"t","resumed":true,"sequence":1,"position":2,"predictions":3,"detections":4,"lost":5,"info":${info}}`,
    '{"kind":"refused","number":0,"code":4460,"reason":"taken"}',
    '{"kind":"refused","request":1,"code":4465,"reason":"unknown"}',
    '{"kind":"refused","watch":2,"code":4403,"reason":"no right"}',
    '{"kind":"closed","number":0,"code":1000,"reason":""}',
    '{"kind":"prediction","number":0,"index":1,"blocks":2,"endsAtMs":3,"timeMs":null,"gap":0,"delayMs":null,"settled":true,"gated":false,"scores":[0.5,null]}',
    '{"kind":"prediction","number":0,"index":1,"blocks":2,"endsAtMs":3,"timeMs":4,"gap":0,"delayMs":5,"settled":true,"gated":false,"scores":[0.5],"series":{"likelihood":0.5,"severity":1,"onset":null,"alarm":false,"forecast":[1],"spread":[2],"contributions":[null]}}',
    `{"kind":"detection","stream":0,"blocks":3,${detected}}`,
    `{"kind":"detection","stream":0,"blocks":3,${detected},"channel":"a","severity":4}`,
    '{"kind":"accepted","number":0,"blocks":1,"dropped":2}',
    `{"kind":"watched","watch":1,"point":2,"info":${ofSeries}}`,
    `{"kind":"watched","watch":1,"point":2,"info":${info},"recent":[{${detected}}]}`,
    `{"kind":"watched-detection","watch":1,"stream":"pump",${detected}}`,
    '{"kind":"gone","watch":1,"stream":"pump"}',
    `{"kind":"streams","request":1,"streams":[${info},${ofSeries}]}`,
    '{"kind":"done","request":1}',
    '{"kind":"heartbeat","timeMs":5}',
  ];
  return plain(texts.map((one) => readServerMessage(one)));
}

/** Names and numbers that both sides know. */
export function codes(): unknown {
  return {
    protocol: PROTOCOL,
    codes: CODES,
    closing: [...CONNECTION_CODES].sort((a, b) => a - b),
    longReason: closeReason('ß'.repeat(100)),
  };
}

function written(bytes: number, write: (view: DataView) => number): Uint8Array {
  const out = new Uint8Array(bytes);
  const end = write(new DataView(out.buffer));
  if (end !== bytes) throw new Error(`a frame of ${bytes} bytes ended at ${end}`);
  return out;
}
