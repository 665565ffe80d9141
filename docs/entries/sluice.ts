/**
 * Streams in a program of Node. What is the same in a browser is listed here too.
 * @module sluice
 */
export * from '../../dist/node/index.js';
