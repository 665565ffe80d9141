// Yamaha ADPCM, that of the chips from the Y8950 on: 4 bits a sample, a step that is scaled by every code. It has no
// blocks: the state goes on from the first byte to the last.

const SCALES = [230, 230, 230, 230, 307, 409, 512, 614];
const LEAST_STEP = 127;
const MOST_STEP = 24_576;

interface State {
  predicted: number;
  step: number;
}

/** Decodes runs of bytes, one after the other: the low half of a byte first, of two channels the left one. */
export function yamahaDecoder(channels: number): (bytes: Uint8Array) => Float64Array[] {
  const states = Array.from({ length: channels }, (): State => ({ predicted: 0, step: LEAST_STEP }));
  return (bytes) => {
    const frames = Math.floor((bytes.length * 2) / channels);
    return states.map((state, n) =>
      Float64Array.from({ length: frames }, (_, i) => {
        const place = i * channels + n;
        const byte = bytes[place >> 1] as number;
        return next(state, place & 1 ? byte >> 4 : byte & 0x0f);
      }),
    );
  };
}

function next(state: State, code: number): number {
  const size = 2 * (code & 7) + 1;
  const moved = state.predicted + Math.trunc((state.step * (code & 8 ? -size : size)) / 8);
  state.predicted = Math.max(-32_768, Math.min(32_767, moved));
  const step = (state.step * (SCALES[code & 7] as number)) >> 8;
  state.step = Math.max(LEAST_STEP, Math.min(MOST_STEP, step));
  return state.predicted / 32_768;
}
