/**
 * The command line as a function, for the package sluice-cli.
 * @module sluice/cli
 */
export * from '../../dist/cli/index.js';
