/// <reference lib="esnext.disposable" preserve="true" />
// The public names of `sluice` with their types, which are the same on every platform: package.json gives these
// declarations to everybody, and test/entries.test.ts holds that both entries have these names and fit these types.
// Nothing runs this file. A name that one platform lacks is there all the same and says so: see src/not-here.ts.
export { type AudioNodeOptions, type AudioNodeSource, audioNode } from './browser/audio-node.js';
export type { WorkletOptions } from './browser/capture-node.js';
export { listMicrophones, type MicrophoneDevice } from './browser/devices.js';
export { isolationProblem } from './browser/isolation.js';
export { type Microphone, type MicrophoneOptions, microphone } from './browser/microphone.js';
export * from './index.js';
export {
  type AudioFileOptions,
  type AudioStreamOptions,
  audioFile,
  audioStream,
  type ByteStream,
  connect,
  createEngine,
  type DiskTable,
  decodeAudio,
  type NodeConnectOptions,
  type NodeSocketOptions,
  openStream,
  openTableFile,
  openVerifiedStream,
  type PcmOptions,
  pcm,
  pcmStdin,
  readAudio,
  socket,
} from './node/index.js';
