// Results as text, for clients that use JSON: made from the same frames that other clients get.
import type { ServerFrameHandler } from '../../protocol/read-server-frames.js';
import type { SeriesFields } from '../../protocol/server-frames.js';
import type { ServerMessage } from '../../protocol/server-messages.js';

export function resultMessage(tell: (message: ServerMessage) => void): ServerFrameHandler {
  return {
    prediction(number, blocks, { scores, series, ...rest }) {
      const more = series === null ? {} : { series: plain(series) };
      tell({ kind: 'prediction', number, blocks, ...rest, scores: numbersOf(scores), ...more });
    },
    detection(stream, blocks, { number, ...rest }) {
      tell({ kind: 'detection', stream, number, blocks, ...rest });
    },
    accepted: () => undefined,
    point: () => undefined,
  };
}

function plain({ forecast, spread, contributions, ...rest }: SeriesFields) {
  return {
    ...rest,
    forecast: numbersOf(forecast),
    spread: numbersOf(spread),
    contributions: numbersOf(contributions),
  };
}

/** As `Array.from`, which takes several times as long for a few numbers. */
function numbersOf(floats: ArrayLike<number>): number[] {
  const numbers: number[] = [];
  for (let i = 0; i < floats.length; i++) numbers.push(floats[i] as number);
  return numbers;
}
