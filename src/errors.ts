// All errors of sluice but wrong types and numbers out of range. Each code is explained in the documentation.

/** The closed list of codes. A code never changes its meaning; new ones may be added. */
export type SluiceErrorCode =
  | 'AUDIO_UNREADABLE' // the bytes are not audio that can be decoded, or hold no samples
  | 'DATA_UNUSABLE' // training data without what training needs (labels, clips)
  | 'DEVICE_LOST' // a microphone was disconnected
  | 'DEVICE_MISSING' // no microphone, or the browser does not offer any here
  | 'DEVICE_REFUSED' // the person or the page's policy refused the microphone
  | 'ENGINE_FAILED' // the engine thread threw or died
  | 'FLEET_UNUSABLE' // the NATS of a fleet is too old, has no JetStream, refuses the credentials, or is set up otherwise
  | 'ISOLATION_MISSING' // shared memory was requested where threads cannot share memory
  | 'KERNEL_UNAVAILABLE' // the WebAssembly kernel could not be fetched or compiled
  | 'MEMORY_REFUSED' // the engine's memory cannot grow for another stream
  | 'MODEL_CORRUPT' // a model file is cut short or damaged
  | 'MODEL_MISMATCH' // a model does not compute its golden vector
  | 'MODEL_UNREADABLE' // not a model file, or one of a newer format
  | 'PACKAGE_MISSING' // an optional package that this needs is not installed
  | 'PLATFORM_UNSUPPORTED' // this platform does not have what was called: a microphone in Node, a file path in a page
  | 'RECORDING_UNREADABLE' // not a recording, or one of a newer version
  | 'SERVER_REFUSED' // a server of streams refused a connection, a stream or a request
  | 'SERVER_UNREACHABLE' // a server of streams could not be reached
  | 'SNAPSHOT_MISMATCH' // a snapshot of another model, rate or version
  | 'SOURCE_FAILED' // a source ended with an error of its own
  | 'STATE_IN_USE' // another server uses the state folder
  | 'STREAM_CLOSED'; // the stream was closed already

/** An error with a stable code. Its message is one clause and says what was received. */
export class SluiceError extends Error {
  readonly code: SluiceErrorCode;

  constructor(code: SluiceErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SluiceError';
    this.code = code;
  }
}
