// What the effects' kernel exports. Written by src/kernel/write-functions.js from what asc has compiled: do not edit, run `npm run build:kernel`.

/** The functions of the effects' kernel. Pointers are byte addresses in its memory. */
export interface EffectFunctions {
  // src/kernel/effects/render.ts
  render(effect: number, channel: number, frames: number): void;
  restart(effect: number, channel: number): void;
}

/** The names of all of them, by which the effects' kernel is told from another module. */
export const EFFECT_FUNCTIONS = ['render', 'restart'] as const satisfies readonly (keyof EffectFunctions)[];
