// The address of the model that comes with the package. Bundlers see the literal URL and include the file.

/**
 * The keyword model of the package: alexa, computer, jarvis, smart mirror, snowboy, view glass, yes, no, up, down,
 * left, right, on, off, stop, go. Give it to `openStream` as `model`. The model card in the documentation says how good
 * it is, and on whose data it was trained.
 */
export const keywords: URL = new URL('./models/keywords.safetensors', import.meta.url);
