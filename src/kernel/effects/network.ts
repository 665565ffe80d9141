// One step of an effect's network: from a sample and the knobs to a sample. Nothing depends on how many samples are
// rendered at once.
import { matvec } from '../matvec';
import { sum4 } from '../math';
import { follow, gru, lstm, rnn } from './cells';
import {
  CHANNEL_STATES, CHANNEL_STEPS, DENSE, EFFECT_INPUT_GAIN, EFFECT_LAG, EFFECT_LAYER_COUNT, EFFECT_LAYERS, EFFECT_OUTPUT_GAIN, EFFECT_RESIDUAL,
  EFFECT_SLOTS, EFFECT_TAP_WEIGHTS, EFFECT_TAPS, EFFECT_WORK, GRU, LAYER_BIAS, LAYER_BYTES, LAYER_INPUTS, LAYER_KIND, LAYER_OUTPUT, LAYER_STATE,
  LAYER_UNITS, LAYER_WEIGHTS, LSTM, MOST_KNOBS, RNN, SINGLE_OUTPUT,
} from './layout';

/** The first vectors of the room for a step: the network's input, the sample and then the knobs. */
const INPUT_BYTES: usize = (MOST_KNOBS + 4) << 2;

/** The network's answer to `sample`. The knobs are in the room for a step already. */
export function step(effect: usize, channel: usize, sample: f32): f32 {
  const input = load<usize>(effect, EFFECT_WORK);
  const work = input + INPUT_BYTES;
  const driven = sample * load<f32>(effect, EFFECT_INPUT_GAIN);
  store<f32>(input, driven);
  const steps = load<i32>(channel, CHANNEL_STEPS);
  store<i32>(channel, steps + 1, CHANNEL_STEPS);
  const slots = load<i32>(effect, EFFECT_SLOTS);
  const states = load<usize>(channel, CHANNEL_STATES);
  let x = input;
  let layer = load<usize>(effect, EFFECT_LAYERS);
  for (let left = load<i32>(effect, EFFECT_LAYER_COUNT); left > 0; left--) {
    const kind = load<i32>(layer, LAYER_KIND);
    const units = load<i32>(layer, LAYER_UNITS);
    if (kind <= RNN) {
      const bytes = <usize>(kind === LSTM ? units << 1 : units) << 2;
      const first = states + load<usize>(layer, LAYER_STATE);
      const now = first + <usize>(steps & (slots - 1)) * bytes;
      const before = delayed(effect, first, bytes, steps, slots, work);
      const room = work + bytes;
      if (kind === LSTM) lstm(layer, x, before, now, room);
      else if (kind === GRU) gru(layer, x, before, now, room);
      else rnn(layer, x, before, now);
      x = now;
    } else {
      const y = load<usize>(layer, LAYER_OUTPUT);
      if (kind === DENSE) matvec(load<usize>(layer, LAYER_WEIGHTS), load<usize>(layer, LAYER_BIAS), x, y, units, load<i32>(layer, LAYER_INPUTS));
      else if (kind === SINGLE_OUTPUT) store<f32>(y, single(layer, x));
      else memory.copy(y, x, <usize>units << 2);
      follow(layer, y);
      x = y;
    }
    layer += LAYER_BYTES;
  }
  const y = load<f32>(x);
  return (load<i32>(effect, EFFECT_RESIDUAL) ? y + driven : y) * load<f32>(effect, EFFECT_OUTPUT_GAIN);
}

/**
 * The state that a step begins with. A network that was trained at another rate is given the state of one of its own
 * samples ago, which lies between states here (Carson et al. 2024, DAFx): sum_k w_k s[n - lag - k].
 */
function delayed(effect: usize, first: usize, bytes: usize, steps: i32, slots: i32, to: usize): usize {
  const taps = load<i32>(effect, EFFECT_TAPS);
  let at = steps - load<i32>(effect, EFFECT_LAG);
  if (taps === 1) return first + <usize>(at & (slots - 1)) * bytes;
  const weights = load<usize>(effect, EFFECT_TAP_WEIGHTS);
  for (let k = 0; k < taps; k++) {
    const from = first + <usize>(at & (slots - 1)) * bytes;
    const weight = v128.load32_splat(weights + (<usize>k << 2));
    for (let j: usize = 0; j < bytes; j += 16) {
      const part = f32x4.mul(weight, v128.load(from + j));
      v128.store(to + j, k === 0 ? part : f32x4.add(v128.load(to + j), part));
    }
    at--;
  }
  return to;
}

/** b + w x, four sums side by side; w and x are padded with zeros. */
function single(layer: usize, x: usize): f32 {
  let w = load<usize>(layer, LAYER_WEIGHTS);
  let sum = v128.load(load<usize>(layer, LAYER_BIAS));
  for (const end = x + (<usize>load<i32>(layer, LAYER_INPUTS) << 2); x < end; x += 16) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(w), v128.load(x)));
    w += 16;
  }
  return sum4(sum);
}
