// Plays a sound on the speakers while the stream reads it. The network gets its samples elsewhere.
import type { Sound } from './sound.js';

/** Starts playing; the function that comes back stops it. A browser that wants a click first stays silent. */
export function playAloud({ samples, sampleRate }: Sound): () => void {
  const context = new AudioContext();
  const buffer = context.createBuffer(1, samples.length, sampleRate);
  buffer.copyToChannel(Float32Array.from(samples), 0);
  const player = new AudioBufferSourceNode(context, { buffer });
  player.connect(context.destination);
  player.start();
  return () => {
    player.stop();
    void context.close();
  };
}
