// Changes to a stream's detector, merged into the message that opened it, so that they survive a restart.
import type { OpenMessage } from '../../protocol/client-messages.js';

export type DetectorChanges = OpenMessage['detector'];

/** The open message with `changes`, which were checked, to the detector that it asks for. */
export function withDetector(open: OpenMessage, changes: DetectorChanges): OpenMessage {
  const { detector } = open;
  const enter = { ...detector.enter, ...changes.enter };
  const exit = { ...detector.exit, ...changes.exit };
  return { ...open, detector: { ...detector, ...changes, enter, exit } };
}
