// The React hook around a StreamStore. It renders nothing and knows no platform: the entries give it their openStream.
import { useEffect, useState, useSyncExternalStore } from 'react';
import { type OpenStream, StreamStore } from './stream-store.js';
import type { UseStreamOptions, UseStreamResult } from './values.js';

export function useStreamOn(openStream: OpenStream, options: UseStreamOptions): UseStreamResult {
  const [store] = useState(() => new StreamStore(openStream));
  const result = useSyncExternalStore(store.subscribe, store.view, store.idleView);
  useEffect(() => store.update(options));
  useEffect(() => {
    store.mount();
    return () => store.unmount();
  }, [store]);
  return result;
}
