// Plays two soft notes when an alarm begins. They are synthesised; browsers allow sound after the first user gesture.
export class Chime {
  #context: AudioContext | null = null;
  #on = false;

  /** Switches it on or off. On: only in the handler of a user gesture. */
  set(on: boolean): void {
    this.#on = on;
    if (!on) return;
    this.#context ??= new AudioContext();
    void this.#context.resume();
    this.#note(this.#context, 880, 0);
  }

  ring(): void {
    if (!this.#on || this.#context === null) return;
    this.#note(this.#context, 880, 0);
    this.#note(this.#context, 659, 0.18);
  }

  #note(context: AudioContext, hz: number, afterSeconds: number): void {
    const at = context.currentTime + afterSeconds;
    const oscillator = new OscillatorNode(context, { frequency: hz });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(0.12, at + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, at + 0.35);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(at);
    oscillator.stop(at + 0.4);
  }
}
