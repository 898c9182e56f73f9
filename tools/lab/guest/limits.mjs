// Waiting with an end, and the two ways a step of the lab does not pass.
import { setTimeout as pause } from 'node:timers/promises';

/** Thrown by a step that cannot be done here. */
export class Skipped extends Error {}

/** Emulation is slow, and how slow depends on who else uses the machine: nothing here measures the product's speed. */
const limitMs = 40_000;

/**
 * Asks until there is an answer.
 * @template T
 * @param {string} what for the message
 * @param {() => T | null | undefined | false | Promise<T | null | undefined | false>} ask
 * @returns {Promise<T>}
 */
export async function until(what, ask) {
  const giveUpAt = performance.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > giveUpAt) throw new Error(`waited in vain for ${what}`);
    await pause(40);
  }
}

/**
 * @param {boolean} holds
 * @param {string} otherwise
 */
export function expect(holds, otherwise) {
  if (!holds) throw new Error(otherwise);
}
