// The adding problem (Hochreiter & Schmidhuber 1997): at each step a number from 0 to 1 and a mark; the answer, after
// the last step, is the sum of the two marked numbers, one in the first half of the sequence and one in the second. Who
// answers 1 every time is wrong by 1/6 in the mean square.

export const TRIVIAL_ERROR = 1 / 6;
/** Below this a length counts as solved. */
export const SOLVED = 0.02;

/** Writes sequences of one length, from a seeded generator of numbers from 0 to 1. */
export function addingProblem(steps, random) {
  const half = steps >> 1;
  return (input) => {
    const first = Math.floor(random() * half);
    const second = half + Math.floor(random() * (steps - half));
    let sum = 0;
    for (let step = 0; step < steps; step++) {
      const value = random();
      const marked = step === first || step === second;
      input(step).set([value, marked ? 1 : 0]);
      if (marked) sum += value;
    }
    return [sum];
  };
}
