// The contract of a server of streams, for whoever runs one.

/** A server of streams. */
export interface StreamServer extends AsyncDisposable {
  /** Resolves when the streams of an earlier server are restored. */
  readonly ready: Promise<void>;
  /**
   * Takes nothing new, processes what has come, tells the clients, saves the streams where there is a state folder, and
   * ends the engines.
   */
  close(): Promise<void>;
}
