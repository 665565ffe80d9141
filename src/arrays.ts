// Typed arrays whose memory is their own and not shared, so that it can be sent or transferred. The compiler calls them
// `Uint8Array<ArrayBuffer>` and so on, which compilers before 5.7 cannot read in our declarations: what the standard
// library's `of` returns is the same type to all of them.

export type OwnBytes = ReturnType<typeof Uint8Array.of>;
export type OwnFloats = ReturnType<typeof Float32Array.of>;
export type OwnInts = ReturnType<typeof Int32Array.of>;
