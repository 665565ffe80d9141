// A series model that runs on this thread: its random network's weights lie in kernel memory once, and all streams that
// run it share them. This file and all that stands behind it are loaded when the first series opens: an engine for
// sound alone does not need them.
import { SluiceError } from '../errors.js';
import { describedChannels, type SeriesModel } from '../model/series-model.js';
import type { Kernel } from '../pipeline/kernel-access/kernel.js';
import type { NetworkBackend } from '../pipeline/network/network.js';
import type { StreamState } from '../pipeline/stream-state.js';
import { SeriesMonitor } from './monitor.js';
import { Reservoir } from './reservoir.js';
import { type SeriesModelAtWork, SeriesState } from './state.js';

export class SeriesProgram implements SeriesModelAtWork {
  readonly model: SeriesModel;
  readonly reservoir: Reservoir;

  /** Throws SluiceError MODEL_UNREADABLE where the descriptions of its channels, which may be of a file, are none. */
  constructor(kernel: Kernel, model: SeriesModel) {
    const { channels, monitor } = model;
    this.model = model;
    checkDescribed(model);
    this.reservoir = new Reservoir(kernel, SeriesMonitor.inputs(channels.length), monitor.hidden, monitor.seed);
  }

  get backend(): NetworkBackend {
    return this.reservoir.backend;
  }

  /**
   * The state of a new stream. Throws SluiceError SNAPSHOT_MISMATCH where the model was trained with another version.
   */
  createState(): StreamState {
    return new SeriesState(this);
  }
}

function checkDescribed({ name, channels, described }: SeriesModel): void {
  if (described === undefined) return;
  const doing = `Cannot use the model '${name}'`;
  let names: readonly string[];
  try {
    names = describedChannels(described, doing).map((each) => each.name);
  } catch (error) {
    throw new SluiceError('MODEL_UNREADABLE', (error as Error).message);
  }
  if (names.join() === channels.join()) return;
  throw new SluiceError('MODEL_UNREADABLE', `${doing}: its descriptions are of other channels (${names.join(', ')})`);
}
