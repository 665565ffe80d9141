// What kernel-effects.wasm exports: a loop over the samples of a render quantum, from sound to sound. The threads that
// render sound load this kernel and nothing else of ours but its host (src/effects/renderer.ts).
export { render, restart } from './render';
