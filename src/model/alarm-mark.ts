// What an operator said of the alarms of a series, as data: it goes to the stream with the settings of its detector.

/** What was said of an alarm, or of a kind of alarms. */
export type AlarmMark = SaidOfAlarm | NormalKind;

/** Of one alarm, known by its channel and its beginning. */
export interface SaidOfAlarm {
  /** `acknowledged`: somebody sees to it. `normal`: it was no fault, and is learnt from at once. */
  readonly kind: 'acknowledged' | 'normal';
  readonly channel: string;
  readonly startsAtMs: number;
  /**
   * From this row of the stream on, rows that were missing counted in: a stream that begins at an earlier state takes it
   * at the same row again. Absent: with the next row.
   */
  readonly row?: number;
}

/** Alarms of this kind are normal: they are not told, and learnt from. */
export interface NormalKind {
  readonly kind: 'always-normal';
  readonly channel: string;
  /** The reason of the row with which such an alarm begins. */
  readonly reason: string;
  /** Whether the value is above (1) or below (-1) what was expected; 0: either. */
  readonly side: -1 | 0 | 1;
  /** How far it may be away, in the channel's unit. */
  readonly within: number;
  readonly severity: number;
  /** Of a channel of states: which state it is, whatever was expected. Absent: of a channel of numbers. */
  readonly state?: number;
  /** As of one alarm. */
  readonly row?: number;
  /** From this row on the kind is not normal any more. Absent: it stays. */
  readonly untilRow?: number;
}
