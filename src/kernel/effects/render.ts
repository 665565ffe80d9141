// The loop over samples: input, knobs, network at its rate, guard, bypass, output. What a sample becomes depends on the
// samples before it and never on where a render quantum begins, so the same sound gives the same bits everywhere.
import { double, halve, lineBytes } from './half-band';
import {
  CHANNEL_BYPASS, CHANNEL_CLAMPED, CHANNEL_CLIPPED, CHANNEL_DRY, CHANNEL_DRY_AT, CHANNEL_FAULTS, CHANNEL_GAIN, CHANNEL_INPUT, CHANNEL_LINES,
  CHANNEL_MIX, CHANNEL_MUTED, CHANNEL_OUTPUT, CHANNEL_REPLACED, CHANNEL_STATES, EFFECT_BYPASS_STEP, EFFECT_FACTOR, EFFECT_FADE,
  EFFECT_FIRST_FILTER, EFFECT_FIRST_TAPS, EFFECT_INITIAL, EFFECT_KNOB_COUNT, EFFECT_KNOBS, EFFECT_LATENCY, EFFECT_LIMIT, EFFECT_LINES_BYTES,
  EFFECT_MUTE, EFFECT_SECOND_FILTER, EFFECT_SECOND_TAPS, EFFECT_STATE_BYTES, EFFECT_WORK, KNOB_BYTES, KNOB_LEAST, KNOB_MOST, KNOB_STRIDE,
  KNOB_VALUES,
} from './layout';
import { step } from './network';

/** Puts the network of a channel to rest: its states, and what its filters remember. */
export function restart(effect: usize, channel: usize): void {
  memory.copy(load<usize>(channel, CHANNEL_STATES), load<usize>(effect, EFFECT_INITIAL), load<usize>(effect, EFFECT_STATE_BYTES));
  memory.fill(load<usize>(channel, CHANNEL_LINES), 0, load<usize>(effect, EFFECT_LINES_BYTES));
}

/** Renders `frames` samples of a channel, from its input to its output. */
export function render(effect: usize, channel: usize, frames: i32): void {
  const input = load<usize>(channel, CHANNEL_INPUT);
  const output = load<usize>(channel, CHANNEL_OUTPUT);
  const limit = load<f32>(effect, EFFECT_LIMIT);
  for (let i = 0; i < frames; i++) {
    const at = <usize>i << 2;
    const x = finite(channel, load<f32>(input + at));
    turnKnobs(effect, channel, i);
    const dry = delayedInput(effect, channel, x);
    let wet = atItsRate(effect, channel, x);
    if (!(Mathf.abs(wet) <= limit)) { // also where it is no number
      count(channel + CHANNEL_FAULTS);
      restart(effect, channel);
      store<i32>(channel, load<i32>(effect, EFFECT_MUTE), CHANNEL_MUTED);
    }
    wet = guarded(effect, channel, wet);
    const y = mixed(effect, channel, wet, dry);
    if (Mathf.abs(y) > 1) count(channel + CHANNEL_CLIPPED);
    store<f32>(output + at, y);
  }
}

/** An input that is no number is replaced by zero. */
function finite(channel: usize, x: f32): f32 {
  if (isFinite(x)) return x;
  count(channel + CHANNEL_REPLACED);
  return 0;
}

/** The knobs' values of sample `i` become inputs of the network. */
function turnKnobs(effect: usize, channel: usize, i: i32): void {
  let to = load<usize>(effect, EFFECT_WORK);
  let knob = load<usize>(effect, EFFECT_KNOBS);
  for (let left = load<i32>(effect, EFFECT_KNOB_COUNT); left > 0; left--) {
    const value = load<f32>(load<usize>(knob, KNOB_VALUES) + <usize>i * load<usize>(knob, KNOB_STRIDE));
    const least = load<f32>(knob, KNOB_LEAST);
    const most = load<f32>(knob, KNOB_MOST);
    to += 4;
    const within = value >= least ? (value <= most ? value : most) : least;
    if (within !== value) count(channel + CHANNEL_CLAMPED);
    store<f32>(to, within);
    knob += KNOB_BYTES;
  }
}

/** The input as late as the network's answer. */
function delayedInput(effect: usize, channel: usize, x: f32): f32 {
  const latency = load<i32>(effect, EFFECT_LATENCY);
  if (latency === 0) return x;
  const at = load<i32>(channel, CHANNEL_DRY_AT);
  const place = load<usize>(channel, CHANNEL_DRY) + (<usize>at << 2);
  const late = load<f32>(place);
  store<f32>(place, x);
  store<i32>(channel, at + 1 === latency ? 0 : at + 1, CHANNEL_DRY_AT);
  return late;
}

/** The network's answer, with 1, 2 or 4 steps a sample. */
function atItsRate(effect: usize, channel: usize, x: f32): f32 {
  const factor = load<i32>(effect, EFFECT_FACTOR);
  if (factor === 1) return step(effect, channel, x);
  const filter = load<usize>(effect, EFFECT_FIRST_FILTER);
  const taps = load<i32>(effect, EFFECT_FIRST_TAPS);
  const line = load<usize>(channel, CHANNEL_LINES);
  const pair = line + 3 * lineBytes(taps); // room for two samples, then the second filter's lines
  double(filter, taps, line, x, pair);
  const second = load<f32>(pair, 4);
  const a = factor === 2 ? step(effect, channel, load<f32>(pair)) : fourfold(effect, channel, load<f32>(pair), pair + 16);
  const b = factor === 2 ? step(effect, channel, second) : fourfold(effect, channel, second, pair + 16);
  return halve(filter, taps, line + lineBytes(taps), a, b);
}

/** Two steps for a sample of twice the rate. Late by one such sample more, so that the whole delay is whole samples. */
function fourfold(effect: usize, channel: usize, x: f32, room: usize): f32 {
  const filter = load<usize>(effect, EFFECT_SECOND_FILTER);
  const taps = load<i32>(effect, EFFECT_SECOND_TAPS);
  const line = room + 16;
  double(filter, taps, line, x, room);
  const second = load<f32>(room, 4);
  const a = step(effect, channel, load<f32>(room));
  const b = step(effect, channel, second);
  const late = load<f32>(room, 8);
  store<f32>(room, halve(filter, taps, line + lineBytes(taps), a, b), 8);
  return late;
}

/** Silence after a fault, then a rise. */
function guarded(effect: usize, channel: usize, y: f32): f32 {
  const muted = load<i32>(channel, CHANNEL_MUTED);
  if (muted > 0) {
    store<i32>(channel, muted - 1, CHANNEL_MUTED);
    store<f32>(channel, 0, CHANNEL_GAIN);
    return 0;
  }
  const gain = load<f32>(channel, CHANNEL_GAIN);
  if (gain >= 1) return y;
  const next = Mathf.min(1, gain + load<f32>(effect, EFFECT_FADE));
  store<f32>(channel, next, CHANNEL_GAIN);
  return y * next;
}

/** The network's answer, or the input where it is bypassed; in between while bypass moves, so that nothing clicks. */
function mixed(effect: usize, channel: usize, wet: f32, dry: f32): f32 {
  let mix = load<f32>(channel, CHANNEL_MIX);
  const to = load<f32>(channel, CHANNEL_BYPASS);
  if (mix !== to) {
    const by = load<f32>(effect, EFFECT_BYPASS_STEP);
    mix = mix < to ? Mathf.min(to, mix + by) : Mathf.max(to, mix - by);
    store<f32>(channel, mix, CHANNEL_MIX);
  }
  if (mix === 0) return wet;
  return mix === 1 ? dry : wet + mix * (dry - wet);
}

function count(at: usize): void {
  store<i32>(at, load<i32>(at) + 1);
}
