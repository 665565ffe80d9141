/**
 * Recurrent layers with PyTorch's names and numbers, offline.
 * @module sluice/nn
 */
export * from '../../dist/nn/index.js';
