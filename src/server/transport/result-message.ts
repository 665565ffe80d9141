// Results as text, for clients that use JSON: made from the same frames that other clients get.
import type { ServerFrameHandler } from '../../protocol/read-server-frames.js';
import type { SeriesFields } from '../../protocol/server-frames.js';
import type { ServerMessage } from '../../protocol/server-messages.js';

export function resultMessage(tell: (message: ServerMessage) => void): ServerFrameHandler {
  return {
    prediction(number, blocks, { scores, series, ...rest }) {
      const more = series === null ? {} : { series: plain(series) };
      tell({ kind: 'prediction', number, blocks, ...rest, scores: [...scores], ...more });
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
    forecast: Array.from(forecast),
    spread: Array.from(spread),
    contributions: Array.from(contributions),
  };
}
