'use client';

// Shows in the page what the streams find. The microphone is heard through the hook.
import { useEffect, useState } from 'react';
import { keywords, microphone } from 'sluice';
import { useStream } from 'sluice/react';
import { playRecording, watchSensor } from './streams.js';

export function Words() {
  const [found, setFound] = useState({ words: [] });
  const [heard, setHeard] = useState(0);
  const { error, start } = useStream({
    source: () => microphone(),
    model: keywords,
    onPrediction: () => setHeard((count) => count + 1),
  });

  useEffect(() => {
    findAll().then(setFound, (reason) => setFound({ words: [], error: reason }));
  }, []);

  const problem = error ?? found.error;
  return (
    <main
      data-digest={found.digest}
      data-transport={found.transport}
      data-sensor={found.sensor}
      data-heard={heard >= 25 ? heard : undefined}
      data-error={problem ? String(problem) : undefined}
    >
      <p>{found.words.join(', ')}</p>
      <button type="button" onClick={start}>
        Hear the microphone
      </button>
    </main>
  );
}

async function findAll() {
  return { ...(await playRecording()), sensor: await watchSensor() };
}
