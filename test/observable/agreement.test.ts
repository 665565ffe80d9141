import { describe, expect, it } from 'vitest';
import { Agreement, type Verdict } from '#src/observable/agreement.js';
import type { Detection } from '#src/observable/values.js';

const labels = ['none', 'red', 'green'];
const detected = (label: string, startsAtMs: number, endsAtMs: number): Detection => ({
  index: 0,
  label,
  score: 0.9,
  startsAtMs,
  endsAtMs,
  latencyMs: 1,
});
const told = (verdicts: readonly Verdict[]) =>
  verdicts.map(({ detection: { label, endsAtMs }, agreed }) => `${label} ${endsAtMs} ${agreed}`);

interface Heard {
  readonly red?: number;
  readonly green?: number;
  readonly missed?: number;
  readonly gap?: number;
}

/** A verifier that steps every 100 ms, and what it heard at some of them. */
function verifier(withinMs = 300) {
  const agreement = new Agreement({ labels, enter: 0.5, withinMs });
  let atMs = 0;
  const step = ({ red = 0, green = 0, missed = 0, gap = 0 }: Heard = {}) => {
    atMs += 100;
    return told(agreement.hear({ endsAtMs: atMs, scores: Float32Array.of(0, red, green), missed, gap }));
  };
  const steps = (count: number) => Array.from({ length: count }, () => step()).flat();
  return { agreement, step, steps, ask: (detection: Detection) => told(agreement.ask(detection)) };
}

describe('Agreement', () => {
  it('lets through at once what the verifier heard while it was said', () => {
    const { step, steps, ask } = verifier();
    steps(5);
    step({ red: 0.5 });
    expect(ask(detected('red', 400, 800))).toEqual(['red 800 true']);
  });

  it('waits for as long as the verifier may still agree, and then rejects', () => {
    const { step, steps, ask } = verifier(300);
    expect(ask(detected('red', 100, 500))).toEqual([]);
    expect(steps(7)).toEqual([]);
    expect(step({ red: 0.7 })).toEqual(['red 500 true']);
    expect(ask(detected('green', 600, 800))).toEqual([]);
    expect(steps(3)).toEqual([]);
    expect(step({ green: 0.9 })).toEqual(['green 800 false']);
  });

  it('takes neither another label, nor a lower score, nor what was said before', () => {
    const { step, ask, agreement } = verifier();
    step({ red: 0.9 });
    step({ green: 0.9 });
    step({ red: 0.49 });
    expect(ask(detected('red', 150, 300))).toEqual([]);
    expect(told(agreement.end())).toEqual(['red 300 false']);
  });

  it('decides the same, and in the same order, whichever of the two streams is ahead', () => {
    const heard: Heard[] = Array.from({ length: 20 }, (_, i) => ({ red: i === 4 || i === 12 ? 0.8 : 0 }));
    const asked = [detected('green', 200, 400), detected('red', 300, 500), detected('red', 700, 800)];
    const outcome = (askAt: (detection: Detection) => number) => {
      const { step, ask, agreement } = verifier();
      const verdicts: string[] = [];
      for (const [i, each] of heard.entries()) {
        for (const detection of asked) if (askAt(detection) === i) verdicts.push(...ask(detection));
        verdicts.push(...step(each));
      }
      return [...verdicts, ...told(agreement.end())];
    };
    const wanted = ['green 400 false', 'red 500 true', 'red 800 false'];
    expect(outcome(() => 0)).toEqual(wanted);
    expect(outcome(() => 19)).toEqual(wanted);
    expect(outcome(({ endsAtMs }) => endsAtMs / 100)).toEqual(wanted);
  });

  it('does not object to what it had no chance to hear', () => {
    for (const lost of [{ missed: 3 }, { gap: 4800 }]) {
      const { step, steps, ask } = verifier(100);
      steps(3);
      step(lost);
      expect(ask(detected('red', 250, 360))).toEqual(['red 360 true']);
      expect(ask(detected('green', 0, 50))).toEqual(['green 50 false']);
    }
  });

  it('forgets what was heard long ago', () => {
    const { step, steps, ask } = verifier();
    step({ red: 0.9 });
    steps(700);
    expect(ask(detected('red', 0, 200))).toEqual(['red 200 false']);
  });
});
