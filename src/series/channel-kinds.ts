// What kind a channel is, guessed from its first values where nobody says it; and whether they fit what somebody says.
import { type ChannelDescription, type ChannelKind, MOST_STATES } from '../model/channel-description.js';

/** A guess, and the clause that tells it, which goes on from the channel's name; null: a gauge, which is not told. */
export interface GuessedKind {
  readonly kind: ChannelKind;
  readonly why: string | null;
}

/** Values from which on a counter is known where its name says so, and where only its growth does. */
const FEW = 20;
const MANY = 200;
/** Of the steps of a counter so many at the least go up, where its name does not say that it is one. */
const GROWING = 0.5;
/** Of its steps so many may go down: it begins again. Then it is below this share of where it was. */
const RESTARTS = 0.02;
const BELOW = 0.1;
/** Of the steps of what is described as a counter at most so many may go down. */
const FALLING = 0.1;

const COUNTS =
  /(?:^|[^a-z])(?:totals?|count|counter|cumulative|cumulated|energy|kwh|mwh|wh|bytes|octets|packets|pkts|pulses|impulses|odometer|uptime|zählerstand|zaehlerstand|meter reading|revolutions|operating hours)(?:$|[^a-z])/;
const ENERGY = /^[kMG]?(?:Wh|varh|VAh)$/i;

/** `values`: the first ones that are there, in order. */
export function guessKind(name: string, unit: string | null, values: readonly number[]): GuessedKind {
  if (values.length < FEW) return { kind: 'gauge', why: null };
  const [least, most] = [Math.min(...values.slice(0, MANY)), Math.max(...values.slice(0, MANY))];
  if (least >= 0 && most <= 1 && values.every((value) => value === 0 || value === 1) && hasBoth(values)) {
    return { kind: 'state', why: 'has 2 values: it is watched as states' };
  }
  const { up, down, steps, restarts } = stepsOf(values);
  if (up < 5 || restarts < down || down > RESTARTS * steps || values.some((value) => value < 0)) {
    return { kind: 'gauge', why: null };
  }
  const named = COUNTS.test(wordsOf(name)) || ENERGY.test(unit ?? '');
  if (!named && (values.length < MANY || up < GROWING * steps)) return { kind: 'gauge', why: null };
  const grows = down === 0 ? 'only grows' : 'only grows and begins again';
  return { kind: 'counter', why: `${grows}: it is watched as a counter, by its rate an hour` };
}

/** Why the first values do not fit their description, as a clause that goes on from the channel's name; null: they do. */
export function misfit({ kind }: Pick<ChannelDescription, 'kind'>, values: readonly number[]): string | null {
  if (kind === 'counter') {
    const { down, steps } = stepsOf(values);
    if (down <= FALLING * steps || down < 3) return null;
    return `is described as a counter, and falls in ${down} of its first ${steps} steps: describe it as a gauge`;
  }
  if (kind !== 'state') return null;
  const different = new Set(values).size;
  if (different <= MOST_STATES) return null;
  return `is described as a state, and has ${different} different values in ${values.length} rows: a state has at most ${MOST_STATES}; describe it as a gauge`;
}

function hasBoth(values: readonly number[]): boolean {
  return values.includes(0) && values.includes(1);
}

function stepsOf(values: readonly number[]) {
  let [up, down, restarts] = [0, 0, 0];
  for (let i = 1; i < values.length; i++) {
    const [before, value] = [values[i - 1] as number, values[i] as number];
    if (value > before) up++;
    if (value >= before) continue;
    down++;
    if (value < BELOW * before) restarts++;
  }
  return { up, down, restarts, steps: Math.max(1, values.length - 1) };
}

/** In lower case, with blanks where a name has another case, a sign or a digit between its words. */
function wordsOf(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_.\-/]+/g, ' ')
    .toLowerCase();
}
