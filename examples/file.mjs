// What is said in a file: `node examples/file.mjs [FILE]`
import { audioFile, keywords, openStream } from 'sluice';

const file = process.argv[2] ?? new URL('../src/assets/recording.wav', import.meta.url);
const stream = await openStream({ source: audioFile(file), model: keywords });
stream.detections$.subscribe({
  next: ({ label, score, startsAtMs }) =>
    console.log(`${(startsAtMs / 1000).toFixed(2)} s  ${label}  ${score.toFixed(2)}`),
  error: (error) => console.error(error.message),
});
