// Blocks of samples that wait for room.
import { describe, expect, it } from 'vitest';
import { WaitingBlocks } from '#src/source/waiting-blocks.js';
import { FakeIntake } from './fake-intake.js';

const counted = (from: number, count: number) => Float32Array.from({ length: count }, (_, i) => from + i);
const NEVER = new AbortController().signal;

describe('WaitingBlocks', () => {
  it('puts in every block, in pieces where there is little room', async () => {
    const blocks = new WaitingBlocks(100);
    const intake = new FakeIntake(7);
    const flowing = blocks.flow(intake, NEVER);
    blocks.add(counted(0, 40));
    blocks.add(counted(40, 20));
    blocks.end();
    await flowing;
    expect(intake.log).toEqual([...counted(0, 60)]);
  });

  it('takes a block that is longer than what may wait', async () => {
    const blocks = new WaitingBlocks(10);
    const intake = new FakeIntake(7);
    const flowing = blocks.flow(intake, NEVER);
    blocks.add(counted(0, 1000));
    blocks.end();
    await flowing;
    expect(intake.log).toEqual([...counted(0, 1000)]);
  });

  it('drops the oldest blocks over the bound, and marks them at their place', () => {
    const blocks = new WaitingBlocks(100);
    const intake = new FakeIntake(15, 0);
    void blocks.flow(intake, NEVER);
    for (let from = 0; from < 300; from += 30) blocks.add(counted(from, 30));
    intake.room = 1000;
    blocks.add(counted(300, 1));
    // 15 of the first block went in; of the others the last 121 waited, with the block that came then.
    const missing = intake.log.filter((item) => item < 0);
    expect(intake.log).toEqual([...counted(0, 15), ...missing, ...counted(180, 121)]);
    expect(missing.reduce((sum, count) => sum - count, 0)).toBe(165);
  });

  it('keeps the newest of what comes before anybody listens, and says nothing of what it dropped', async () => {
    const blocks = new WaitingBlocks(100);
    for (let from = 0; from < 300; from += 50) blocks.add(counted(from, 50));
    const intake = new FakeIntake();
    const flowing = blocks.flow(intake, NEVER);
    blocks.end();
    await flowing;
    expect(intake.log).toEqual([...counted(150, 150)]);
  });

  it('marks missing samples at their place', async () => {
    const blocks = new WaitingBlocks(100);
    const intake = new FakeIntake();
    const flowing = blocks.flow(intake, NEVER);
    blocks.add(counted(0, 3));
    blocks.lose(5);
    blocks.lose(0);
    blocks.add(counted(8, 2));
    blocks.end();
    await flowing;
    expect(intake.log).toEqual([0, 1, 2, -5, 8, 9]);
  });

  it('stops when the signal aborts, though there is no room', async () => {
    const blocks = new WaitingBlocks(100);
    const stop = new AbortController();
    const flowing = blocks.flow(new FakeIntake(1, 0), stop.signal);
    blocks.add(counted(0, 9));
    stop.abort();
    await flowing;
  });
});
