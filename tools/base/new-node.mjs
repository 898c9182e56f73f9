// Vite and Vitest need a newer Node than the machine may have: the tool starts itself again on the one in node_modules.
import { isNodeNewEnough, requireNodeRuntime } from './node-runtime.mjs';
import { runAttached } from './run.mjs';

/**
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<number | undefined>} the exit code when it ran there, undefined when this Node will do
 */
export async function rerunOnNewNode(script, args) {
  if (isNodeNewEnough(process.versions.node)) return undefined;
  return runAttached(requireNodeRuntime(), [script, ...args]);
}
