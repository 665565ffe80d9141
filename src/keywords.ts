// Where the model that comes with the package lies. Bundlers see the literal URL and bring the file along.

/**
 * The keyword model of the package: alexa, computer, jarvis, smart mirror, snowboy, view glass, yes, no, up, down, left, right, on, off,
 * stop, go. Give it to `openStream` as `model`. docs/model-card.md says how well it hears, and whose data it learnt from.
 */
export const keywords: URL = new URL('./models/keywords.safetensors', import.meta.url);
