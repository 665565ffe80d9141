// The page's end of an effect's render thread: loads the worklet, makes the node, and takes its messages.

import { Deferred } from '../../deferred.js';
import {
  BYPASS,
  EFFECT_PROCESSOR,
  type EffectCommand,
  type EffectMessage,
  type EffectProcessorOptions,
  type EffectReport,
  knobParameter,
} from '../../effects/worklet-port.js';
import { SluiceError } from '../../errors.js';
import { checkLoadTimeout, type LoadTimeout, withinTime } from '../../loading/timeout.js';
import { whyNotServed } from '../why-not-served.js';

const DOING = 'Cannot open the effect';
/** A worklet in a suspended context never answers; its context collects it. */
const CLOSE_CEILING_MS = 500;

export interface EffectNodeOptions extends LoadTimeout {
  readonly workletUrl?: string | URL;
  readonly channels: number;
  /** Where they stand. */
  readonly knobs: readonly number[];
}

export class EffectNode {
  readonly node: AudioWorkletNode;
  readonly #closed = new Deferred<void>();
  #report: (report: EffectReport) => void = () => undefined;
  #failed: (error: SluiceError) => void = () => undefined;

  /** Rejects with SluiceError ENGINE_FAILED or PLATFORM_UNSUPPORTED. */
  static async create(
    context: BaseAudioContext,
    processor: EffectProcessorOptions,
    options: EffectNodeOptions,
  ): Promise<EffectNode> {
    const { workletUrl = new URL('../../worklets/effect.js', import.meta.url) } = options;
    const timeoutMs = checkLoadTimeout(DOING, options);
    // The type says that it is always there; on a page that is not secure it is not.
    const worklet = context.audioWorklet as AudioWorklet | undefined;
    if (worklet === undefined)
      throw new SluiceError(
        'PLATFORM_UNSUPPORTED',
        `${DOING}: this page has no AudioWorklet: serve it over https, or from localhost`,
      );
    const late = () => new Error(`the server has sent nothing for ${timeoutMs / 1000} s`);
    try {
      await withinTime(worklet.addModule(String(workletUrl)), timeoutMs, late);
    } catch (cause) {
      const why = (await whyNotServed(workletUrl, { worker: false, timeoutMs })) || `the browser says: ${cause}`;
      const sentence = `${DOING}: the worklet does not load from ${workletUrl}: ${why}: give its right address as 'workletUrl'`;
      throw new SluiceError('ENGINE_FAILED', sentence, { cause });
    }
    return new EffectNode(context, processor, options);
  }

  private constructor(
    context: BaseAudioContext,
    processor: EffectProcessorOptions,
    { channels, knobs }: EffectNodeOptions,
  ) {
    this.node = new AudioWorkletNode(context, EFFECT_PROCESSOR, {
      numberOfInputs: 1,
      numberOfOutputs: 1,
      outputChannelCount: [channels],
      // always as many as the image has, whatever is connected
      channelCount: channels,
      channelCountMode: 'explicit',
      parameterData: Object.fromEntries(knobs.map((value, i) => [knobParameter(i), value])),
      processorOptions: processor,
    });
    this.node.port.onmessage = ({ data }: MessageEvent<EffectMessage>) => {
      if (data.kind === 'report') this.#report(data);
      else this.#closed.resolve();
    };
    this.node.onprocessorerror = () => {
      this.#failed(new SluiceError('ENGINE_FAILED', 'The effect has ended: its processor threw in the render thread'));
      this.#closed.resolve();
    };
  }

  get bypass(): AudioParam {
    return this.node.parameters.get(BYPASS) as AudioParam;
  }

  knob(i: number): AudioParam {
    return this.node.parameters.get(knobParameter(i)) as AudioParam;
  }

  listen(report: (report: EffectReport) => void, failed: (error: SluiceError) => void): void {
    this.#report = report;
    this.#failed = failed;
  }

  /** Resolves when the processor has rendered its last quantum, or does not answer. */
  async close(): Promise<void> {
    const timer = setTimeout(this.#closed.resolve, CLOSE_CEILING_MS);
    this.node.port.postMessage({ kind: 'close' } satisfies EffectCommand);
    await this.#closed.promise;
    clearTimeout(timer);
    this.node.disconnect();
    this.node.port.close();
  }
}
