/**
 * A hook for React. It needs React 18 or newer.
 * @module sluice/react
 */
export * from '../../dist/browser/react/index.js';
