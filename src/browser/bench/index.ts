// What a page loads that `sluice bench` opens: the measurements, and this platform for them.
export { measureStatsCost } from '../../harness/latency/cost.js';
export { runScenario } from '../../harness/latency/run-scenario.js';
export { measurePeak } from '../../harness/peak.js';
export { randomModel } from '../../harness/random-model.js';
export { benchStep } from '../../harness/step.js';
export { measureLatency } from '../harness.js';
export { browserHarness } from '../harness-platform.js';
export { microphone } from '../index.js';
export { browserPlatform } from '../platform.js';
