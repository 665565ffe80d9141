// A model of a series put to work on one thread: its random network's weights in kernel memory, shared by all streams that run it. Loaded when the
// first series is opened: an engine that hears sound alone has no use for this file and all that stands behind it.

import type { SeriesModel } from '../model/series-model.js';
import type { Kernel } from '../pipeline/kernel-access/kernel.js';
import type { WasmWeights } from '../pipeline/network/wasm.js';
import type { StreamSlot } from '../pipeline/stream-state.js';
import { SeriesMonitor } from './monitor.js';
import { Reservoir } from './reservoir.js';
import { SeriesSlot } from './state.js';

export class SeriesProgram {
  readonly model: SeriesModel;
  readonly reservoir: Reservoir;
  readonly waits = false;

  constructor(kernel: Kernel, model: SeriesModel) {
    const { channels, monitor } = model;
    this.model = model;
    this.reservoir = new Reservoir(kernel, SeriesMonitor.inputs(channels.length), monitor.hidden, monitor.seed);
  }

  get weights(): WasmWeights {
    return this.reservoir.weights;
  }

  /** A stream's state. */
  slot(): StreamSlot {
    return new SeriesSlot(this);
  }
}
