// Small made-up files of the published layouts, as their authors lay them out, and files that do not fit.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow } from '#src/node/published-series/file-lines.js';
import type { PublishedLayout } from '#src/node/published-series/layouts.js';
import { skab } from '#src/node/published-series/skab.js';
import { smd } from '#src/node/published-series/smd.js';
import { ucr } from '#src/node/published-series/ucr.js';
import { yahoo } from '#src/node/published-series/yahoo.js';
import { temporaryFolder } from '../../support/folder.js';

const folder = temporaryFolder();
const OPTIONS = { stepMs: 60_000, learnRows: 2 } as const;

/** Reads a file of this text, below a folder of its own. */
function read(layout: PublishedLayout, name: string, text: string) {
  folder.write(name, text);
  return layout.read(folder.path, name, OPTIONS);
}

const refusal = (file: string, line: number, why: string) => ({
  name: 'SluiceError',
  code: 'DATA_UNUSABLE',
  message: `Cannot read ${join(folder.path, file)}, line ${line}: ${why}`,
});

describe('the layout of the UCR anomaly archive', () => {
  const NAME = '007_UCR_Anomaly_DISTORTED_Heart_4_6_7.txt';

  it('takes training and anomaly from the name, counted from 1, and one value a line', async () => {
    const series = await read(ucr, NAME, '1\n2\n 3.0e+00\n4\n5\n6\n7\n8\n');
    expect([...(series.values[0] as Float64Array)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(series).toMatchObject({ name: NAME, windows: [{ from: 5, to: 6 }], judgedFrom: 4 });
    expect([...series.timesMs.subarray(0, 2)]).toEqual([0, 60_000]);
  });

  it('takes all values in one line too', async () => {
    const series = await read(ucr, '204_UCR_Anomaly_x_1_2_3.txt', '   1.5   2.5   3.5  \n');
    expect([...(series.values[0] as Float64Array)]).toEqual([1.5, 2.5, 3.5]);
  });

  it('refuses another name, what is no number, and places beyond the end', async () => {
    const wanted = "the file's name must be NNN_UCR_Anomaly_NAME_TRAIN_BEGIN_END.txt";
    await expect(read(ucr, 'heart.txt', '1\n')).rejects.toMatchObject(refusal('heart.txt', 1, wanted));
    const number = "a number was expected: received 'two'";
    await expect(read(ucr, NAME, '1\ntwo\n3\n')).rejects.toMatchObject(refusal(NAME, 2, number));
    const short = 'the file has 5 values, and its name says training to 4, an anomaly from 6 to 7';
    await expect(read(ucr, NAME, '1\n2\n3\n4\n5\n')).rejects.toMatchObject(refusal(NAME, 5, short));
    await expect(read(ucr, NAME, '')).rejects.toMatchObject(refusal(NAME, 1, 'the file is empty'));
  });
});

describe('the layout of SKAB', () => {
  const HEADER = 'datetime;Accelerometer1RMS;Pressure;anomaly;changepoint';
  const row = (second: number, label: string) => `2020-03-09 12:14:0${second};0.02;${second};${label};0.0`;

  it('takes every column for a channel but the time and the two labels', async () => {
    const lines = [HEADER, row(1, '0.0'), row(2, '0.0'), row(3, '1.0'), row(4, '1.0'), row(5, '0.0')];
    const series = await read(skab, 'valve1/0.csv', `${lines.join('\r\n')}\r\n`);
    expect(series.channels).toEqual(['Accelerometer1RMS', 'Pressure']);
    expect([...(series.values[1] as Float64Array)]).toEqual([1, 2, 3, 4, 5]);
    expect(series.timesMs[0]).toBe(Date.UTC(2020, 2, 9, 12, 14, 1));
    expect(series).toMatchObject({ windows: [{ from: 2, to: 3 }], judgedFrom: 2 });
  });

  it('takes a table without labels for one in which nothing is wrong', async () => {
    const series = await read(skab, 'anomaly-free/a.csv', 'datetime;Pressure\n2020-02-08 13:30:47;0.05\n');
    expect(series).toMatchObject({ channels: ['Pressure'], windows: [] });
  });

  it('refuses commas, a line of other columns, a label of another kind and no time', async () => {
    const wrong = (text: string) => read(skab, 'w.csv', text);
    const no = (line: number, why: string) => refusal('w.csv', line, why);
    await expect(wrong('datetime,a,anomaly\n')).rejects.toMatchObject(no(1, 'the header has no column datetime'));
    const columns = 'the header has 5 columns, and the line 2';
    await expect(wrong(`${HEADER}\n${row(1, '0')}\n1;2`)).rejects.toMatchObject(no(3, columns));
    const label = "a label of 0 or 1 was expected: received '2'";
    await expect(wrong(`${HEADER}\n${row(1, '2')}`)).rejects.toMatchObject(no(2, label));
    await expect(wrong(`${HEADER}\nnoon;1;2;0;0`)).rejects.toMatchObject(no(2, "a time was expected: received 'noon'"));
    await expect(wrong(HEADER)).rejects.toMatchObject(no(2, 'the file has no rows'));
  });
});

describe('the layout of SMD', () => {
  const write = (test: string, labels: string, train = '1,2\n3,4\n') => {
    folder.write('smd/train/machine-1-1.txt', train);
    folder.write('smd/test/machine-1-1.txt', test);
    folder.write('smd/test_label/machine-1-1.txt', labels);
    return smd.read(join(folder.path, 'smd'), 'machine-1-1.txt', OPTIONS);
  };

  it('learns from the rows of train and judges those of test', async () => {
    const series = await write('5,6\n7,8\n9,nan\n', '0\n1\n1\n');
    expect(series.channels).toHaveLength(2);
    expect([...(series.values[0] as Float64Array)]).toEqual([1, 3, 5, 7, 9]);
    expect(series.values[1]?.[4]).toBeNaN();
    expect(series).toMatchObject({ windows: [{ from: 3, to: 4 }], judgedFrom: 2 });
  });

  it('refuses another number of labels or of columns, and a folder that lacks a part', async () => {
    const labels = 'there are 1 labels for the 2 rows of test/machine-1-1.txt';
    const file = (part: string) => `smd/${part}/machine-1-1.txt`;
    await expect(write('5,6\n7,8\n', '0\n')).rejects.toMatchObject(refusal(file('test_label'), 2, labels));
    const columns = '2 values were expected: received 3';
    await expect(write('5,6\n7,8,9\n', '0\n0\n')).rejects.toMatchObject(refusal(file('test'), 2, columns));
    const gone = smd.read(join(folder.path, 'smd'), 'machine-9-9.txt', OPTIONS);
    await expect(gone).rejects.toThrow(/^Cannot read .*machine-9-9\.txt: there is no such file/);
  });
});

describe('the layout of Yahoo', () => {
  it('takes timestamps that are a count of hours, and those that are seconds', async () => {
    const hours = await read(yahoo, 'A1/real_1.csv', 'timestamp,value,is_anomaly\n1,0.5,0\n2,0.7,1\n');
    expect([...hours.timesMs]).toEqual([3_600_000, 7_200_000]);
    expect(hours).toMatchObject({ channels: ['value'], windows: [{ from: 1, to: 1 }] });
    const text = 'timestamps,value,anomaly,changepoint,trend,noise\n1422237600,4333.4,0,0,4599,-5.6\n';
    const seconds = await read(yahoo, 'A3/A3Benchmark-TS1.csv', text);
    expect([...seconds.timesMs]).toEqual([1_422_237_600_000]);
    expect(seconds).toMatchObject({ channels: ['value'], windows: [] });
  });

  it('refuses a table without labels or values', async () => {
    const no = (why: string) => refusal('y.csv', 1, why);
    const labels = 'the header has no column is_anomaly or anomaly';
    await expect(read(yahoo, 'y.csv', 'timestamp,value\n1,2\n')).rejects.toMatchObject(no(labels));
    const values = 'the header has no column of values';
    await expect(read(yahoo, 'y.csv', 'timestamp,is_anomaly\n1,0\n')).rejects.toMatchObject(no(values));
  });
});

describe('filesBelow()', () => {
  it('lists files of all folders below, and refuses a folder without any', async () => {
    folder.write('tree/b/2.csv', '');
    folder.write('tree/a/1.csv', '');
    folder.write('tree/a/readme.md', '');
    expect(await filesBelow(join(folder.path, 'tree'), '.csv')).toEqual(['a/1.csv', 'b/2.csv']);
    await expect(filesBelow(join(folder.path, 'tree'), '.txt')).rejects.toThrow(
      /holds no file whose name ends in \.txt$/,
    );
    await expect(filesBelow(join(folder.path, 'none'), '.txt')).rejects.toThrow(
      /none: it is not there, or it is none$/,
    );
  });
});
