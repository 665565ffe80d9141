/**
 * The model of ten short words that comes with the package.
 * @module sluice/commands
 */
export * from '../../dist/bundled/commands.js';
