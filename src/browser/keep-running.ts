// Keeps an audio context running. A browser stops one until the person has touched the page, when a call comes in, or when the system takes
// the sound away; it is asked to go on as soon as it may.

/** What may let a stopped context go on: a touch of the page, or its being seen again. */
const OCCASIONS = ['pointerdown', 'keydown', 'visibilitychange'] as const;

/** Told of every change: `stopped` when the context does not run, `running` when it does again. `closed` ends it. */
export interface ContextWatcher {
  stopped(): void;
  running(): void;
  closed(): void;
}

/** Watches and revives the context until the function given back is called. Tells at once if it does not run now. */
export function keepRunning(context: AudioContext, watcher: ContextWatcher): () => void {
  let running = true;
  const look = () => {
    if (context.state === 'closed') return watcher.closed();
    const runs = context.state === 'running';
    if (runs !== running) {
      running = runs;
      if (runs) watcher.running();
      else watcher.stopped();
    }
    if (!runs) revive();
  };
  // Refused without an occasion: then the next one is waited for.
  const revive = () => void context.resume().catch(() => undefined);
  const onOccasion = () => {
    if (!running) revive();
  };
  context.addEventListener('statechange', look);
  for (const occasion of OCCASIONS) document.addEventListener(occasion, onOccasion);
  look();
  return () => {
    context.removeEventListener('statechange', look);
    for (const occasion of OCCASIONS) document.removeEventListener(occasion, onOccasion);
  };
}
