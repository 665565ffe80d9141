// The code of telephone lines: 8 bits a sample, in steps that grow with the sample (ITU-T G.711, mu = 255).

/** Codes samples and reads them back, in place. */
export function throughMuLaw(samples: Float32Array): void {
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i] as number;
    const size = Math.min(1, Math.abs(sample));
    const step = Math.round((127 * Math.log1p(255 * size)) / Math.log(256)) / 127;
    samples[i] = Math.sign(sample) * ((256 ** step - 1) / 255);
  }
}
