// The losses of training sequences. Their gradients overwrite the logits.

/**
 * Rows of logits, time-major: row = step * sequences + sequence, `stride` floats apart, `outputs` of them meaningful.
 */
export interface SequenceLogits {
  readonly values: Float32Array;
  readonly stride: number;
  readonly sequences: number;
  readonly steps: number;
  readonly outputs: number;
}

/**
 * Writes the gradient over the logits. Returns the loss, a mean, and `asked`, the number of answers that it is the mean
 * of.
 */
export type SequenceLoss = (
  logits: SequenceLogits,
  answers: readonly (readonly number[])[],
) => { readonly loss: number; readonly asked: number };

/** The answer of a sequence is `outputs` numbers, due after the last step: mean squared error. */
export const squaredAtLast: SequenceLoss = ({ values, stride, sequences, steps, outputs }, answers) => {
  const from = (steps - 1) * sequences * stride;
  const asked = sequences * outputs;
  let sum = 0;
  values.fill(0, 0, from);
  answers.forEach((answer, sequence) => {
    for (let i = 0; i < outputs; i++) {
      const at = from + sequence * stride + i;
      const apart = (values[at] as number) - (answer[i] as number);
      values[at] = 2 * apart;
      sum += apart * apart;
    }
  });
  return { loss: sum / asked, asked };
};

/** The answer of a sequence is the class of every step, -1 where any class is right: cross-entropy. */
export const classAtEvery: SequenceLoss = ({ values, stride, sequences, steps, outputs }, answers) => {
  let sum = 0;
  let asked = 0;
  for (let step = 0; step < steps; step++) {
    for (let sequence = 0; sequence < sequences; sequence++) {
      const row = values.subarray(
        (step * sequences + sequence) * stride,
        (step * sequences + sequence) * stride + outputs,
      );
      const right = (answers[sequence] as readonly number[])[step] ?? -1;
      if (right < 0) row.fill(0);
      else {
        sum += classLoss(row, right);
        asked++;
      }
    }
  }
  return { loss: sum / Math.max(1, asked), asked: Math.max(1, asked) };
};

function classLoss(row: Float32Array, right: number): number {
  const most = Math.max(...row);
  const whole = row.reduce((total, logit) => total + Math.exp(logit - most), 0);
  const loss = Math.log(whole) + most - (row[right] as number);
  for (let i = 0; i < row.length; i++) {
    row[i] = Math.exp((row[i] as number) - most) / whole - (i === right ? 1 : 0);
  }
  return loss;
}
