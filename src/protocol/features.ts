// What was added to sluice.v1 since its first version. The server's welcome lists the features that it has. A client
// that knows some of them answers with a `features` message, once a connection; without it, it gets what the first
// version sends. So older clients and servers go on working.

export const FEATURES = [
  /** Detections of a series carry value, expectation and spread. */
  'detection-values',
  /** Points of more than 255 values or labels come in frames of their own. */
  'wide-points',
  /** The key of an open message tells a client's second try from another client's first one. */
  'open-key',
  /** A client says that it was told of a stream's end. Until then the server can tell it again. */
  'closed-heard',
  /** Detections of a series tell the end of an alarm too, its reason and a sentence of why. */
  'lasting-alarms',
  /** An open message may say what channels of a series are: kinds, units, limits. */
  'described-channels',
  /** Alarms are listed, and an operator says what is to be done about them. Only a client that asks is told of it. */
  'operator',
] as const;

export type Feature = (typeof FEATURES)[number];

/** The known ones among what the other side lists. */
export function knownFeatures(listed: readonly string[]): Feature[] {
  return FEATURES.filter((feature) => listed.includes(feature));
}
