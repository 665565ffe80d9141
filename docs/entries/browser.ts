/**
 * Streams in a page: the same import, `sluice`, with microphones and Web Audio in place of files.
 * @module sluice in a browser
 */
export * from '../../dist/browser/index.js';
