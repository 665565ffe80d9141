// The address of the model that comes with the package. Bundlers see the literal URL and include the file.

/**
 * The keyword model of the package: six wake phrases, alexa, computer, jarvis, smart mirror, snowboy, view glass. Give
 * it to `openStream` as `model`. The model card in the documentation says how good it is, and on whose data it was
 * trained. For yes, no, up, down, left, right, on, off, stop, go there is `commands`, from `sluice/commands`.
 */
export const keywords: URL = new URL('../models/keywords.safetensors', import.meta.url);
