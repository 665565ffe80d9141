// `sluice inspect MODEL`: what is in a model file, what it costs to run, and whether its golden vector comes out.
import { Command } from 'commander';
import { isSeriesModel } from '../../model/any-model.js';
import { readKernel } from '../../node/kernel-file.js';
import { readAnyModelFile } from '../../node/model-file.js';
import { inspectEffect } from '../effects/inspect-effect.js';
import { inspectModel } from '../inspection/inspect-model.js';
import { inspectReport } from '../inspection/inspect-report.js';
import { inspectSeries, type SeriesInspection, seriesReport } from '../inspection/inspect-series.js';
import { printJson, printText } from '../report/output.js';
import { inspectForeign } from './inspect-foreign.js';
import { inspectSound } from './inspect-sound.js';

export function inspectCommand(): Command {
  return new Command('inspect')
    .description(
      'show what is in a model file, what it costs to run, and whether its golden vector comes out; of a sound file, or a model of another program, what is recognised in it',
    )
    .argument(
      '[model]',
      'model file, address, sound file, or .onnx, .pt, .pth, an effect (.json, .nam) (default: the model that comes with the package)',
    )
    .option('--json', 'one JSON object a line', false)
    .action(inspect);
}

async function inspect(from: string | undefined, { json }: { json: boolean }): Promise<void> {
  if (from !== undefined && (await inspectSound(from, json))) return;
  if (from !== undefined && (await inspectEffect(from, json))) return;
  if (from !== undefined && (await inspectForeign(from, json))) return;
  const { model, bytes } = await readAnyModelFile(from);
  if (isSeriesModel(model)) return showSeries(inspectSeries(model, bytes), json);
  const inspection = await inspectModel(await readKernel(), model, bytes);
  if (json) printJson({ kind: 'model', ...inspection });
  else for (const line of inspectReport(inspection)) printText(line);
}

function showSeries(inspection: SeriesInspection, json: boolean): void {
  if (json) printJson({ kind: 'series-model', ...inspection });
  else for (const line of seriesReport(inspection)) printText(line);
}
