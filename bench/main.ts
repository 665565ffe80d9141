// `npm run bench -- NAME`: the benchmarks of a clone. They are those of the package, with rivals and with the tables of
// our documents, and the research benchmarks. None of this is published.
import { Command } from 'commander';
import { latencyCommand } from '#src/cli/bench/latency.js';
import { serveBenchCommand } from '#src/cli/bench/serve.js';
import { wordsBenchCommand } from '#src/cli/bench/words.js';
import { tell } from '#src/cli/failure.js';
import { endQuietlyOnClosedPipe } from '#src/cli/report/output.js';
import { allCommand } from './all.js';
import { figuresCommand } from './figures/figures.js';
import { gapsCommand } from './gaps/gaps.js';
import { onnxRival } from './latency/onnx-rival.js';
import { secondModelCommand } from './models/second-model.js';
import { nabCommand } from './nab/nab.js';
import { stateCommand } from './state/state.js';
import { openWakeWordRival } from './words/open-wake-word.js';

endQuietlyOnClosedPipe();

const program = new Command('bench')
  .description('the benchmarks of a clone of the repository')
  .addCommand(allCommand(), { isDefault: true })
  .addCommand(latencyCommand(onnxRival))
  .addCommand(serveBenchCommand())
  .addCommand(wordsBenchCommand(openWakeWordRival))
  .addCommand(gapsCommand())
  .addCommand(nabCommand())
  .addCommand(secondModelCommand())
  .addCommand(stateCommand())
  .addCommand(figuresCommand());

await program.parseAsync().catch(tell);
