// How severe it is that something has changed as only many rows show.

/** Of what is just an alarm, and the highest. */
const ALARM = 3;
const HIGHEST = 8;
/** From this severity on, a change keeps an alarm open. */
export const LASTS = 2;

/** `beyond`: how far it is from normal, 1 where that is an alarm. */
export function changeSeverity(beyond: number): number {
  return Math.min(HIGHEST, ALARM * beyond);
}
