// The built core as a child process, over the link the shell uses (main/contract/calls/link.ts).
import { fork } from 'node:child_process';

/**
 * @typedef {{ ok: true, value: any } | { ok: false, code: string }} Reply
 * @typedef {object} Core
 * @property {(name: string, input?: unknown) => Promise<Reply>} call CORE_GONE once the process has ended
 * @property {number} pid
 * @property {Promise<boolean>} ready false: it ended before it was ready
 * @property {Promise<void>} gone
 * @property {() => void} kill
 * @property {() => Promise<void>} close drains and ends
 */

/**
 * `kept`: what the shell holds in its memory between two cores.
 * @param {{ corePath: string, args: string[], nodePath: string, kept: { value: string } }} options
 * @returns {Core}
 */
export function startCore({ corePath, args, nodePath, kept }) {
  const child = fork(corePath, args, {
    execPath: nodePath,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  /** @type {Map<number, (reply: Reply) => void>} */
  const pending = new Map();
  let lastId = 0;
  let drained = () => {};
  let alive = true;
  /** @type {(isReady: boolean) => void} */
  let settleReady = () => {};
  /** @type {Promise<boolean>} */
  const ready = new Promise((resolve) => {
    settleReady = resolve;
  });
  /** @type {Promise<void>} */
  const gone = new Promise((resolve) => {
    child.once('exit', () => {
      alive = false;
      for (const answer of pending.values()) answer({ ok: false, code: 'CORE_GONE' });
      pending.clear();
      settleReady(false);
      resolve();
    });
  });
  const send = (/** @type {import('node:child_process').Serializable} */ message) => {
    if (child.connected) child.send(message, () => {});
  };
  child.on('message', (/** @type {any} */ message) => {
    if (message.kind === 'ready') settleReady(true);
    else if (message.kind === 'drained') drained();
    else if (message.kind === 'reply') {
      const { failure, value } = message;
      pending.get(message.id)?.(failure ? { ok: false, code: failure.code } : { ok: true, value });
      pending.delete(message.id);
    } else if (message.kind === 'ask') {
      if (message.what === 'resume.keep') kept.value = message.value;
      const value = message.what === 'resume.take' ? kept.value : '';
      send({ kind: 'told', id: message.id, value, failure: null });
    }
  });
  return {
    call: (name, input = null) =>
      new Promise((resolve) => {
        if (!alive || !child.connected) return resolve({ ok: false, code: 'CORE_GONE' });
        lastId += 1;
        pending.set(lastId, resolve);
        send({ kind: 'call', id: lastId, name, input });
      }),
    pid: child.pid ?? 0,
    ready,
    gone,
    kill: () => void child.kill('SIGKILL'),
    async close() {
      /** @type {Promise<void>} */
      const done = new Promise((resolve) => {
        drained = resolve;
      });
      send({ kind: 'drain' });
      await Promise.race([done, gone]);
      await gone;
    },
  };
}
