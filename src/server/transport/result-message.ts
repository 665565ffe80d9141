// Results as text, for clients that speak JSON: made of the very frames that others get.
import type { ServerFrameHandler } from '../../protocol/read-server-frames.js';
import type { SeriesFields } from '../../protocol/server-frames.js';
import type { ServerMessage } from '../../protocol/server-messages.js';

export function resultMessage(tell: (message: ServerMessage) => void): ServerFrameHandler {
  return {
    prediction(number, blocks, { scores, series, ...rest }) {
      const said = series === null ? {} : { series: plain(series) };
      tell({ kind: 'prediction', number, blocks, ...rest, scores: [...scores], ...said });
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
