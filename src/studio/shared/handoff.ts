// A file that was brought to the wrong page is handed to the right one: kept in the browser's database while the page
// changes.

const DATABASE = 'sluice-studio';
const STORE = 'files';
const KEY = 'brought';
const PARAMETER = 'brought';

/** Goes to the other page, which takes the file. Rejects where the browser keeps nothing. */
export async function handOver(file: File, page: './' | './sensors.html'): Promise<void> {
  await inStore('readwrite', (store) => store.put(file, KEY));
  location.assign(`${page}?${PARAMETER}=1`);
}

/** The file that the other page handed over; null where it did not. It can be taken once. */
export async function takeHandedOver(): Promise<File | null> {
  if (!new URLSearchParams(location.search).has(PARAMETER)) return null;
  history.replaceState(null, '', location.pathname);
  const file: unknown = await inStore('readonly', (store) => store.get(KEY)).catch(() => null);
  await inStore('readwrite', (store) => store.delete(KEY)).catch(() => undefined);
  return file instanceof File ? file : null;
}

async function inStore<Result>(
  mode: IDBTransactionMode,
  action: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await done(opening);
  try {
    return await done(action(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
