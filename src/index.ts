// The public names that are the same on every platform. The entries of the platforms add openStream, createEngine and
// their own sources.

export type { OwnBytes } from './arrays.js';
export { keywords } from './bundled/keywords.js';
export type { ClientStream } from './client/client-stream.js';
export type { Client, ConnectionState, ConnectOptions } from './client/contract.js';
export type { BlockValues } from './client/encode-block.js';
export type {
  AlarmEvent,
  MaintenanceOptions,
  Muted,
  MuteOptions,
  NormalOptions,
  Said,
} from './client/operator-values.js';
export type { ClientSocket, MakeSocket } from './client/server-connection.js';
export {
  type Point,
  type ServedDetection,
  type ServedEvent,
  type ServedOptions,
  type ServedPrediction,
  ServerRefusal,
  type WatchEvent,
  type WatchOptions,
} from './client/values.js';
export type { Engine } from './engine/main/engine.js';
export type { StreamEvent } from './engine/main/stream-event.js';
export type { Transport } from './engine/messages.js';
export { SluiceError, type SluiceErrorCode } from './errors.js';
export { acknowledge, callNormal, type MarkableStream, type MarkedAlarm } from './forecast/alarm/mark-alarm.js';
export type { Reason } from './forecast/alarm/reasons.js';
export type { SeriesVerdict } from './forecast/details.js';
export type { AlarmFacts } from './forecast/detected.js';
export type { FormatFact, FormatReport } from './format-report.js';
export type { WorkerLike, WorkerOptions } from './loading/engine-start.js';
export type { KernelSource } from './loading/kernel-bytes.js';
export type { LoadTimeout } from './loading/timeout.js';
export type { Adapt } from './model/adapt.js';
export type { AlarmMark, NormalKind, SaidOfAlarm } from './model/alarm-mark.js';
export type { AnyModel } from './model/any-model.js';
export type { ChannelDescription, ChannelKind, ChannelSketch } from './model/channel-description.js';
export type { KeywordSettings } from './model/detector-settings.js';
export { readAnyModel, readModel, writeModel } from './model/file/model-file.js';
export type { Precision } from './model/file/safetensors.js';
export { macsPerStep, parameterCount } from './model/flow.js';
export type {
  FrontEndSpec,
  LogMelSpec,
  RawSpec,
  SpectralSpec,
  Standardize,
  Windows,
} from './model/front-end.js';
export type { GateActivation } from './model/gate-activation.js';
export type {
  ActivationLayer,
  CombineLayer,
  ConcatLayer,
  Conv1dLayer,
  DelayLayer,
  DenseLayer,
  ElementwiseFunction,
  GatherLayer,
  GruLayer,
  Layer,
  LayerNormLayer,
  LstmLayer,
  Named,
  RecurrentLayer,
  RnnLayer,
  ScaleLayer,
  SoftmaxLayer,
  Tensor,
  Tensors,
} from './model/layers.js';
export type { Conversion, ConversionEvidence, Model, OnnxNetwork, Provenance } from './model/model.js';
export type { OnGap } from './model/on-gap.js';
export type { Signature as OnnxSignature, StatePair } from './model/onnx/signature.js';
export { type MonitorSettings, type SeriesModel, type SeriesModelOptions, seriesModel } from './model/series-model.js';
export { type Level, levelOf } from './model/severity-level.js';
export type { ModelSource } from './model-source.js';
export type { Percentiles } from './observable/histogram.js';
export type { StageTimes, Stamps } from './observable/stages.js';
export type { StreamStats } from './observable/stream-observables.js';
export { type Detection, type Prediction, predictionBytes } from './observable/values.js';
export type { EngineOptions, StreamOptions, TransportChoice } from './options.js';
export type { UnhealthyReason } from './pipeline/health.js';
export { predictionsInSnapshot, samplesInSnapshot } from './pipeline/state-numbers.js';
export type { Choice, DropPolicy, Encoding } from './protocol/client-messages.js';
export type { AlarmInfo, AlarmPicture, AuditEntry, Mute, NormalAlarms } from './protocol/operator.js';
export type { DetectionFields, SeriesFields } from './protocol/server-frames.js';
export type { StreamInfo } from './protocol/server-messages.js';
export type { RecordingHead } from './recording/format.js';
export { type RecordedBlock, type Recording, readRecording } from './recording/reader.js';
export type { StopRecording } from './recording/record.js';
export { type ReplayRecordingOptions, replayRecording } from './recording/replay.js';
export type { WriteBytes } from './recording/writer.js';
export type { DroppedColumn } from './series/cells/channel-columns.js';
export { openTable } from './series/lazy-table.js';
export type { Table } from './series/open-table.js';
export { encodeRow, rowTimeMs, rowWords } from './series/rows.js';
export type { RowBatch, TableRow } from './series/table/row-batch.js';
export type { TableOptions } from './series/table/table-options.js';
export { blobTable, memoryTable, type TableFile } from './series/text/table-file.js';
export type { RawFormat, RawLayout } from './sound/containers/raw.js';
export type { MonoOptions } from './sound/mono-sound.js';
export type { Audio, ReadAudioOptions } from './sound/whole-sound.js';
export type { BackOffOptions } from './source/back-off.js';
export type { Clock } from './source/clock.js';
export type { SocketLike } from './source/connection.js';
export type { PcmFormat } from './source/pcm.js';
export { type ReplayOptions, type ReplayPace, replay } from './source/replay.js';
export { type Row, type RowsOptions, rows } from './source/rows.js';
export { shared } from './source/shared.js';
export type {
  BufferMessage,
  CaptureMessage,
  Intake,
  IntakePort,
  JoinMessage,
  RenewMessage,
  Source,
  SourceEvent,
  SourceFormat,
} from './source/source.js';
export type { SocketOptions } from './source/websocket.js';
export type { Stream } from './stream.js';
export type { VerifiedStream, VerifiedStreamOptions } from './verified-stream.js';
export { type VoiceActivity, type VoiceActivityOptions, voiceActivity } from './voice-activity.js';
