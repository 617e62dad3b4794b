import pino from 'pino';
import {expect, test} from 'vitest';
import {Rounds} from '../../server/rounds.ts';

/** Rounds that each go on until the test lets them end. */
function heldRounds() {
  const ends: ((error?: Error) => void)[] = [];
  const rounds = new Rounds(
    pino({level: 'silent'}),
    'a round failed',
    () =>
      new Promise((resolve, reject) => {
        ends.push((error) => (error ? reject(error) : resolve()));
      }),
  );
  return {ends, rounds};
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('whoever wakes it during a round gets one more, and only one', async () => {
  const {ends, rounds} = heldRounds();
  const over = rounds.wake();
  void rounds.wake();
  void rounds.wake();
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await turn();
  expect(ends).toHaveLength(2);
  ends[1]?.();
  await over;
  expect(ends).toHaveLength(2);
});

test('a round that fails does not keep the next one from its turn', async () => {
  const {ends, rounds} = heldRounds();
  const failed = rounds.wake();
  ends[0]?.(new Error('the disk is full'));
  await failed;
  void rounds.wake();
  expect(ends).toHaveLength(2);
  ends[1]?.();
  await rounds.idle();
});

test('a stop waits for the round under way, and nothing begins after it', async () => {
  const {ends, rounds} = heldRounds();
  void rounds.wake();
  void rounds.wake();
  let isStopped = false;
  const stopped = rounds.stop().then(() => {
    isStopped = true;
  });
  await turn();
  expect(isStopped).toBe(false);
  ends[0]?.();
  await stopped;
  await rounds.wake();
  expect(ends).toHaveLength(1);
});
