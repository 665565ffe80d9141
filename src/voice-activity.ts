// The options of a stream's gate. They are checked here; the stream loads the gate's model, and the engine runs it.
import { checkRange, isObject, shown, wrongKind } from './checks.js';
import type { LinkOptions } from './engine/main/engine.js';
import { isModelSource, loadSoundModel, type ModelSource, type Reader } from './model-source.js';

/** What `voiceActivity` takes. */
export interface VoiceActivityOptions {
  /** A model that tells speech from other sound: Silero VAD, converted by `sluice convert`, or one of your own. */
  readonly model: ModelSource;
  /** The label whose score opens the gate. @default 'speech' */
  readonly label?: string;
  /**
   * The gate opens at or above this score. The default suits single words; for sentences 0.5 is enough.
   * @default 0.3
   */
  readonly enter?: number;
  /** It closes after `hangoverMs` below this score; at most `enter`. @default 0.2 */
  readonly exit?: number;
  /** @default 500 */
  readonly hangoverMs?: number;
  /**
   * How much of the time before the gate opened is stepped through, so that the beginning of a word is not lost. At
   * most 5000.
   * @default 500
   */
  readonly preRollMs?: number;
  /**
   * The network's recurrent state while the gate is closed. `hold`: it is kept, for a network that was trained on
   * endless streams. `reset`: it starts from zeros at every opening, for a network that was trained on clips.
   * @default 'reset'
   */
  readonly state?: 'hold' | 'reset';
}

/** A gate for `openStream`. Made by `voiceActivity`. */
export class VoiceActivity {
  readonly model: ModelSource;
  readonly label: string;
  readonly enter: number;
  readonly exit: number;
  readonly hangoverMs: number;
  readonly preRollMs: number;
  readonly state: 'hold' | 'reset';

  /** Throws as `voiceActivity`. */
  constructor(options: VoiceActivityOptions) {
    if (!isObject(options)) throw new TypeError(`${DOING}: options must be an object: received ${shown(options)}`);
    const { model, label = 'speech', enter = 0.3, exit = Math.min(0.2, enter) } = options;
    const { hangoverMs = 500, preRollMs = 500, state = 'reset' } = options;
    if (!isModelSource(model)) throw wrongKind(DOING, 'model', 'bytes, a URL, a path or a model', model);
    if (typeof label !== 'string') throw wrongKind(DOING, 'label', 'a label', label);
    checkRange(DOING, 'enter', enter, { least: 0, most: 1 });
    checkRange(DOING, 'exit', exit, { least: 0, most: enter });
    checkRange(DOING, 'hangoverMs', hangoverMs, { least: 0, most: 60_000 });
    checkRange(DOING, 'preRollMs', preRollMs, { least: 0, most: 5000 });
    if (state !== 'hold' && state !== 'reset') {
      throw new RangeError(`${DOING}: 'state' must be 'hold' or 'reset': received ${shown(state)}`);
    }
    this.model = model;
    this.label = label;
    this.enter = enter;
    this.exit = exit;
    this.hangoverMs = hangoverMs;
    this.preRollMs = preRollMs;
    this.state = state;
  }
}

/**
 * Reads a gate's model. Rejects as `loadSoundModel` does, and with a RangeError if the model does not have the label.
 */
export async function loadGate(platform: Reader, gate: VoiceActivity): Promise<LinkOptions['gate']> {
  const model = await loadSoundModel(platform, gate.model);
  const label = model.labels.indexOf(gate.label);
  if (label < 0) {
    throw new RangeError(
      `Cannot open the stream: the gate's 'label' must be one of its model's (${model.labels.join(', ')}): received '${gate.label}'`,
    );
  }
  const { enter, exit, hangoverMs, preRollMs, state } = gate;
  return { model, label, enter, exit, hangoverMs, preRollMs, state };
}

const DOING = 'Cannot make the gate';

/**
 * A gate for `openStream({ gate })`: the network is not stepped while nobody speaks. Features are still computed, and
 * predictions still come: they are marked `gated` and give the first label a score of 1. When the gate opens, the
 * network first steps through `preRollMs` of what it did not see, within that hop, which then costs as many steps.
 *
 *     const gate = voiceActivity({ model: './silero.safetensors' });
 *     const stream = await openStream({ source, model: keywords, gate });
 *
 * Throws TypeError for an option of the wrong type, RangeError for one out of range.
 */
export function voiceActivity(options: VoiceActivityOptions): VoiceActivity {
  return new VoiceActivity(options);
}
