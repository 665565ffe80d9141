// What `sluice/effects` exports on every platform.
export type { EffectModel, Knob } from '../model/effect-model.js';
export { writeEffectFile as writeEffect } from '../model/file/effect-file.js';
export { OfflineEffect, type OfflineOptions } from './offline.js';
export type { EffectOptions } from './options.js';
export type { OtherRate, Oversampling } from './rate.js';
export type { EffectCounters } from './renderer.js';
