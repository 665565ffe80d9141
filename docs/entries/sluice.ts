/**
 * Streams, in a page and in Node: one set of names and types. What a platform lacks says so when it is called.
 * @module sluice
 */
export * from '../../dist/entry.js';
