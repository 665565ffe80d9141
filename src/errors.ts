// Every error a user of sluice can meet that is not a wrong type or a number out of range. Each code has its line in docs/errors.md.

/** The closed list of codes. A code never changes its meaning; new ones may be added. */
export type SluiceErrorCode =
  | 'AUDIO_UNREADABLE' // the bytes are not audio that can be decoded, or hold no samples
  | 'DATA_UNUSABLE' // training data lack what training needs (labels, clips)
  | 'DEVICE_LOST' // a microphone went away
  | 'DEVICE_MISSING' // no microphone, or the browser offers none here
  | 'DEVICE_REFUSED' // the person or the page's policy refused the microphone
  | 'ENGINE_FAILED' // the engine thread threw or died
  | 'ISOLATION_MISSING' // shared memory was asked for where threads cannot share any
  | 'KERNEL_UNAVAILABLE' // the WebAssembly kernel could not be fetched or compiled
  | 'MEMORY_REFUSED' // the engine's memory cannot grow for another stream
  | 'MODEL_CORRUPT' // a model file is cut short or its bytes changed
  | 'MODEL_MISMATCH' // a model's golden vector does not come out
  | 'MODEL_UNREADABLE' // not a model file, or one of a newer format
  | 'RECORDING_UNREADABLE' // not a recording, or one of a newer version
  | 'SERVER_REFUSED' // a server of streams refused a connection, a stream or a request
  | 'SERVER_UNREACHABLE' // a server of streams could not be reached
  | 'SNAPSHOT_MISMATCH' // a snapshot of another model, rate or version
  | 'SOURCE_FAILED' // a source ended with an error of its own
  | 'STREAM_CLOSED'; // the stream was closed already

/** An error with a stable code. The message is one clause and says what was received. */
export class SluiceError extends Error {
  readonly code: SluiceErrorCode;

  constructor(code: SluiceErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SluiceError';
    this.code = code;
  }
}
