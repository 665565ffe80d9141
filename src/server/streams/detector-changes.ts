// Changes to a stream's detector, as the message that opens it would have had them: so they outlive the server.
import type { OpenMessage } from '../../protocol/client-messages.js';

export type DetectorChanges = OpenMessage['detector'];

/** `changes`: to the detector that `open` asks for. They have been checked. */
export function withDetector(open: OpenMessage, changes: DetectorChanges): OpenMessage {
  const { detector } = open;
  const enter = { ...detector.enter, ...changes.enter };
  const exit = { ...detector.exit, ...changes.exit };
  return { ...open, detector: { ...detector, ...changes, enter, exit } };
}
