// A promise and the two ways to settle it, for answers that come by message. (Promise.withResolvers is not in Node 20.)

export class Deferred<Value> {
  readonly promise: Promise<Value>;
  resolve: (value: Value) => void = unset;
  reject: (reason: unknown) => void = unset;

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }
}

function unset(): void {}
