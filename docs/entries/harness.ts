/**
 * Measures the latency of a model, in Node or in a page.
 * @module sluice/harness
 */
export * from '../../dist/node/harness.js';
