// The address of the second model that comes with the package, an entry of its own: apps that use the first alone do not
// carry it.

/**
 * Ten short words: yes, no, up, down, left, right, on, off, stop, go. For pages that listen for an order after a wake
 * phrase or while a button is held: people say these words in talk, and the model fires then. The model card in the
 * documentation says how good it is.
 */
export const commands: URL = new URL('../models/commands.safetensors', import.meta.url);
