// Any node of a Web Audio graph as a source: an <audio> element, a synthesizer, a remote voice. The graph belongs to
// its owner; only the capture worklet behind the node is ours.
import type { Source } from '../source/source.js';
import { abortion } from './abort.js';
import { CaptureNode, type WorkletOptions } from './capture-node.js';

/** Where the capture worklet comes from. */
export interface AudioNodeOptions extends WorkletOptions {}

/**
 * What a node plays, mixed to mono, at its context's rate. Live: it does not wait; it never ends by itself, so close
 * the stream. The node and its context stay as they are. `open` rejects with SOURCE_FAILED where the worklet does not
 * load.
 */
export function audioNode(node: AudioNode, options: AudioNodeOptions = {}): Source {
  const context = node.context as AudioContext;
  let capture: CaptureNode | undefined;
  return {
    name: 'audio node',
    live: true,
    async open(signal) {
      capture = await CaptureNode.create(context, options);
      if (signal.aborted) await capture.stop();
      signal.throwIfAborted();
      return { sampleRate: context.sampleRate };
    },
    async feed(intake, signal) {
      const mine = capture as CaptureNode;
      try {
        if (signal.aborted) return;
        mine.start(intake.lend());
        node.connect(mine.node);
        await Promise.race([abortion(signal), mine.failed]);
      } finally {
        disconnect(node, mine.node);
        await mine.stop();
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
