// Ctrl-C. The first one asks the command to finish with what it has; the second one ends it at once.

/** What shells expect of a program that SIGINT ended. */
export const INTERRUPTED = 130;

/** Runs an action with a signal that aborts on Ctrl-C. The exit code is 130 then, whatever the action does. */
export async function interruptible(action: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  try {
    await action(controller.signal);
  } catch (error) {
    if (!controller.signal.aborted) throw error;
  } finally {
    process.off('SIGINT', interrupt);
    if (controller.signal.aborted) process.exitCode = INTERRUPTED;
  }
}
