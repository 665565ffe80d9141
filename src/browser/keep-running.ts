// Keeps an audio context running. A browser suspends it until the person has touched the page, during a call, or when
// the system takes the sound away. It is resumed as soon as possible.

/** Events after which a suspended context may run again: the page is touched, or becomes visible. */
const OCCASIONS = ['pointerdown', 'keydown', 'visibilitychange'] as const;

/** Receives every change: `stopped` when the context stops, `running` when it runs again. `closed` is the last. */
export interface ContextWatcher {
  stopped(): void;
  running(): void;
  closed(): void;
}

/** Watches and resumes the context until the returned function is called. Reports at once if it does not run now. */
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
  // Refused without a user gesture: wait for the next one.
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
