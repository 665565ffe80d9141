// Any node of a Web Audio graph as a source: an <audio> element, a synthesizer, a remote voice. The graph belongs to
// its owner; only the capture worklet behind the node is ours.
import { Deferred } from '../deferred.js';
import { SluiceError } from '../errors.js';
import type { Source } from '../source/source.js';
import { abortion } from './abort.js';
import { CaptureNode, type WorkletOptions } from './capture-node.js';

/** Where the capture worklet comes from. */
export interface AudioNodeOptions extends WorkletOptions {}

/** A node of a Web Audio graph as a source. Live: it does not wait. */
export interface AudioNodeSource extends Source {
  /**
   * Resolves when the first samples have been captured, which is some time after the first subscription to the stream:
   * whatever begins to play after it is captured whole. While the context is suspended, nothing is captured. Rejects with
   * STREAM_CLOSED where the stream is closed first, or with what has ended it.
   */
  readonly started: Promise<void>;
}

/**
 * What a node plays, mixed to mono, at its context's rate. It never ends by itself, so close the stream. The node and
 * its context stay as they are. `open` rejects with SOURCE_FAILED where the worklet does not load.
 *
 *     const source = audioNode(player);
 *     const stream = await openStream({ source, model: keywords });
 *     stream.detections$.subscribe(({ label }) => show(label));
 *     await source.started;
 *     player.start();
 */
export function audioNode(node: AudioNode, options: AudioNodeOptions = {}): AudioNodeSource {
  const context = node.context as AudioContext;
  const started = new Deferred<void>();
  started.promise.catch(() => undefined); // whoever waits is told
  let capture: CaptureNode | undefined;
  return {
    name: 'audio node',
    live: true,
    started: started.promise,
    async open(signal) {
      try {
        capture = await CaptureNode.create(context, options);
        if (signal.aborted) await capture.stop();
        signal.throwIfAborted();
        return { sampleRate: context.sampleRate };
      } catch (error) {
        started.reject(error);
        throw error;
      }
    },
    async feed(intake, signal) {
      const mine = capture as CaptureNode;
      try {
        if (signal.aborted) return;
        node.connect(mine.node); // first: what is captured is the node's from the beginning
        mine.start(intake.lend());
        void mine.started.then(started.resolve);
        await Promise.race([abortion(signal), mine.failed]);
      } catch (error) {
        started.reject(error);
        throw error;
      } finally {
        disconnect(node, mine.node);
        await mine.stop();
        started.reject(new SluiceError('STREAM_CLOSED', 'Nothing was captured: the stream was closed before'));
      }
    },
  };
}

/** If the owner has taken the graph apart, there is nothing to disconnect. */
function disconnect(node: AudioNode, from: AudioNode): void {
  try {
    node.disconnect(from);
  } catch {
    // not connected
  }
}
