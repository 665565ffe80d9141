/**
 * Effects: recurrent networks that step once a sample, sound in and sound out.
 * @module sluice/effects
 */
export * from '../../dist/browser/effects/index.js';
