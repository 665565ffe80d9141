// What this browser keeps of taught words: the model that knows them, and their recordings, to learn them anew. It stays
// on this machine.

/** Mono, in [-1, 1]. */
export interface KeptSound {
  readonly samples: Float32Array;
  /** Hz */
  readonly sampleRate: number;
}

export interface KeptWord {
  readonly word: string;
  readonly takes: readonly KeptSound[];
  readonly missed: readonly KeptSound[];
  readonly wrong: readonly KeptSound[];
}

const NAME = 'sluice-taught';
const WORDS = 'words';
const MODELS = 'models';
const CURRENT = 'current';

export class WordStore {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  /** Rejects where the browser keeps nothing, as in some private windows. */
  static async open(): Promise<WordStore> {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(WORDS, { keyPath: 'word' });
      request.result.createObjectStore(MODELS);
    };
    return new WordStore(await settled(request));
  }

  async words(): Promise<KeptWord[]> {
    return settled(this.#database.transaction(WORDS).objectStore(WORDS).getAll());
  }

  /** The model file that knows the words; undefined before the first. */
  async model(): Promise<Uint8Array | undefined> {
    return settled(this.#database.transaction(MODELS).objectStore(MODELS).get(CURRENT));
  }

  async keep(word: KeptWord, model: Uint8Array): Promise<void> {
    const change = this.#database.transaction([WORDS, MODELS], 'readwrite');
    change.objectStore(WORDS).put(word);
    change.objectStore(MODELS).put(model, CURRENT);
    await done(change);
    markTaught(true);
  }

  /** `model`: what is left; null: nothing was taught any more. */
  async remove(word: string, model: Uint8Array | null): Promise<void> {
    const change = this.#database.transaction([WORDS, MODELS], 'readwrite');
    change.objectStore(WORDS).delete(word);
    if (model === null) change.objectStore(MODELS).delete(CURRENT);
    else change.objectStore(MODELS).put(model, CURRENT);
    await done(change);
    markTaught(model !== null);
  }
}

/** Read at every start of the page, before anything else of this folder is loaded: see page.ts. */
function markTaught(taught: boolean): void {
  if (taught) localStorage.setItem(NAME, '1');
  else localStorage.removeItem(NAME);
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function done(change: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    change.oncomplete = () => resolve();
    change.onerror = () => reject(change.error);
    change.onabort = () => reject(change.error);
  });
}
