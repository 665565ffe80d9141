// The package's version: code of two versions must not talk to each other. A test compares it with package.json.
export const VERSION = '0.1.0';
