// What the kernel of effects and its host must agree on: the fields of the records in its memory. As in ../layout.ts,
// only integers stand here, and offsets are in bytes from the beginning of their record.

// An effect: the network and how it is run.
export const EFFECT_BYTES = 112;
/** Address of the first layer's record; how many there are. */
export const EFFECT_LAYERS = 0;
export const EFFECT_LAYER_COUNT = 4;
/** Network steps for each sample: 1, 2 or 4. */
export const EFFECT_FACTOR = 8;
/** Address of the knobs' table; how many there are. */
export const EFFECT_KNOBS = 12;
export const EFFECT_KNOB_COUNT = 16;
export const EFFECT_INPUT_GAIN = 20;
export const EFFECT_OUTPUT_GAIN = 24;
/** 1 where the network's input is added to its output. */
export const EFFECT_RESIDUAL = 28;
/** The state that a step begins with is a weighted sum of earlier ones, from `lag` steps ago on. */
export const EFFECT_LAG = 32;
export const EFFECT_TAPS = 36;
export const EFFECT_TAP_WEIGHTS = 40;
/** States that are kept: a power of two. */
export const EFFECT_SLOTS = 44;
/** Of all kept states of a channel, together, and the address of what they begin with. */
export const EFFECT_STATE_BYTES = 48;
export const EFFECT_INITIAL = 52;
/** What an output may be at most; after a greater one there are so many samples of silence, then a rise by `fade`. */
export const EFFECT_LIMIT = 56;
export const EFFECT_MUTE = 60;
export const EFFECT_FADE = 64;
/** Samples by which the output is later than the input. */
export const EFFECT_LATENCY = 68;
/** Coefficients of the half-band filters, and how many each has: from 1 to 2 times the rate, from 2 to 4 times. */
export const EFFECT_FIRST_FILTER = 72;
export const EFFECT_FIRST_TAPS = 76;
export const EFFECT_SECOND_FILTER = 80;
export const EFFECT_SECOND_TAPS = 84;
/** Of all filters' lines of a channel, together. */
export const EFFECT_LINES_BYTES = 88;
/** Room for one step. */
export const EFFECT_WORK = 92;
/** By how much bypass moves in a sample. */
export const EFFECT_BYPASS_STEP = 96;

// A knob: where its value is, bytes from one sample's value to the next (0: it is constant), and its range.
export const KNOB_BYTES = 16;
export const KNOB_VALUES = 0;
export const KNOB_STRIDE = 4;
export const KNOB_LEAST = 8;
export const KNOB_MOST = 12;
/** The most that an effect may have. */
export const MOST_KNOBS = 8;

// A layer.
export const LAYER_BYTES = 48;
export const LAYER_KIND = 0;
/** Numbers that it takes, and units, padded to a multiple of 4. */
export const LAYER_INPUTS = 4;
export const LAYER_UNITS = 8;
/** Units without the padding. */
export const LAYER_COLUMNS = 12;
export const LAYER_WEIGHTS = 16;
/** Of a recurrent layer: the weights of its state. */
export const LAYER_RECURRENT = 20;
export const LAYER_BIAS = 24;
/** Of a recurrent layer: where its states lie in those of the channel. */
export const LAYER_STATE = 28;
/** Of another layer: where its output goes. */
export const LAYER_OUTPUT = 32;
/** What follows (../layout.ts). */
export const LAYER_FUNCTION = 36;
export const LAYER_ALPHA = 40;
export const LAYER_BETA = 44;

// Kinds of layer.
export const LSTM = 0;
export const GRU = 1;
export const RNN = 2;
export const DENSE = 3;
/** Dense with one output. */
export const SINGLE_OUTPUT = 4;
/** A function of each number. */
export const ELEMENTWISE = 5;

// A channel: where its samples are, and what it remembers.
export const CHANNEL_BYTES = 64;
export const CHANNEL_INPUT = 0;
export const CHANNEL_OUTPUT = 4;
/** Network steps since the start. */
export const CHANNEL_STEPS = 8;
export const CHANNEL_STATES = 12;
export const CHANNEL_LINES = 16;
/** The last EFFECT_LATENCY inputs, for bypass, and where the oldest is. */
export const CHANNEL_DRY = 20;
export const CHANNEL_DRY_AT = 24;
/** Samples of silence that are left; how loud it is. */
export const CHANNEL_MUTED = 28;
export const CHANNEL_GAIN = 32;
/** What bypass moves to (0 or 1), and where it is. */
export const CHANNEL_BYPASS = 36;
export const CHANNEL_MIX = 40;
/** Counters: outputs that were muted, inputs that were no numbers, outputs beyond -1 and 1, knobs out of range. */
export const CHANNEL_FAULTS = 44;
export const CHANNEL_REPLACED = 48;
export const CHANNEL_CLIPPED = 52;
export const CHANNEL_CLAMPED = 56;

// The line of a filter: where its newest sample is, then its samples, each twice.
export const LINE_HEADER_BYTES = 16;
