/**
 * A server of streams in a process of your own.
 * @module sluice/server
 */
export * from '../../dist/node/serve.js';
