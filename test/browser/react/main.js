// The app itself: one component that listens to a microphone or to a file, and counters of the browser's devices.
import { createElement, StrictMode, useRef, version } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { decodeAudio, keywords, microphone, replay } from 'sluice';
import { useStream } from 'sluice/react';

const tracks = [];
const counts = { asked: 0, most: 0, predictions: 0 };
const live = () => tracks.filter(({ readyState }) => readyState === 'live').length;
const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (constraints) => {
  counts.asked++;
  const media = await getUserMedia(constraints);
  tracks.push(...media.getTracks());
  counts.most = Math.max(counts.most, live());
  return media;
};

const bytes = new Uint8Array(await (await fetch('/recording.wav')).arrayBuffer());
const { samples, sampleRate } = await decodeAudio(bytes, 'recording.wav');
const SOURCES = {
  microphone: () => microphone(),
  file: () => replay(samples, { sampleRate, pace: 'fast' }),
};

let shown;

function Words({ kind, model, ...options }) {
  const heard = useRef(0);
  // Options are written anew in each rendering, as people do.
  const stream = useStream({
    ...options,
    source: () => SOURCES[kind](),
    model: model ?? new URL(keywords.href),
    onPrediction: () => counts.predictions++,
    onDetection: () => heard.current++,
  });
  shown = stream;
  return createElement(
    'div',
    null,
    createElement('button', { type: 'button', id: 'start', onClick: stream.start }, 'Start'),
    createElement('button', { type: 'button', id: 'stop', onClick: stream.stop }, 'Stop'),
    createElement('output', null, stream.state),
  );
}

const root = createRoot(document.body.appendChild(document.createElement('main')));

window.app = {
  show(props) {
    counts.predictions = 0;
    flushSync(() => root.render(createElement(StrictMode, null, props && createElement(Words, props))));
  },
  click(buttons) {
    for (const id of buttons) document.getElementById(id).click();
  },
  shown() {
    const { state, error, detections, stream } = shown;
    return {
      ...counts,
      version,
      state,
      error: error === null ? '' : `${error.code}: ${error.message}`,
      hasStream: stream !== null,
      labels: detections.map(({ label, index }) => `${label} ${index}`),
      live: live(),
    };
  },
};
