// What a stream's gate can be asked to be: checked here, loaded by the stream, obeyed in the engine.
import { checkRange, isObject, shown, wrongKind } from './checks.js';
import type { LinkOptions } from './engine/main/engine.js';
import { isModelSource, loadSoundModel, type ModelSource } from './model-source.js';
import type { Platform } from './platform.js';

/** What `voiceActivity` takes. */
export interface VoiceActivityOptions {
  /** Tells speech from the rest: Silero VAD turned into a model file by `sluice convert`, or one of your own. */
  readonly model: ModelSource;
  /** The label whose score opens the gate. @default 'speech' */
  readonly label?: string;
  /** The gate opens at or above this score. @default 0.3, for single words: for sentences 0.5 is enough */
  readonly enter?: number;
  /** It closes after `hangoverMs` below this score; at most `enter`. @default 0.2 */
  readonly exit?: number;
  /** @default 500 */
  readonly hangoverMs?: number;
  /** The network is stepped through this much of what was before the gate opened, so that no beginning is lost. At most 5000. @default 500 */
  readonly preRollMs?: number;
  /**
   * The network's recurrent state while the gate is closed. `hold`: kept as it was, as a network wants it that was trained on endless
   * streams; `reset`: from zeros at every opening, as one wants it that was trained on clips.
   * @default 'reset'
   */
  readonly state?: 'hold' | 'reset';
}

/** A gate as `openStream` takes it. Made by `voiceActivity`. */
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

/** Reads a gate's model. Rejects as `loadSoundModel`, and with a RangeError for a label that it has not. */
export async function loadGate(platform: Platform, gate: VoiceActivity): Promise<LinkOptions['gate']> {
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
 * A gate for `openStream({ gate })`: while nobody speaks, the network is not stepped. Features go on, so that nothing is lost; predictions go
 * on too, say the first label for certain, and are marked `gated`. When the gate opens, the network is first stepped through `preRollMs` of
 * what it has missed, within that hop: the one hop costs that many steps.
 *
 * Throws TypeError for the wrong kind, RangeError for out of range.
 */
export function voiceActivity(options: VoiceActivityOptions): VoiceActivity {
  return new VoiceActivity(options);
}
