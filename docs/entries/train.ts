/**
 * Training from labelled sound, or from sequences that a program makes.
 * @module sluice/train
 */
export * from '../../dist/node/training/index.js';
