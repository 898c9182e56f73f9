/**
 * Starts a built file as a process of its own. Where it runs is chosen by capability: its native modules need
 * N-API 10, so a runtime that has it hosts the file in a utility process, any other forks it on a newer Node.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { MessagePortMain, UtilityProcess, utilityProcess } from 'electron';
import type { DriverPort, ToChild } from '../contract/calls';
import { fail, ok, type Result } from '../contract/failures/failure';
import type { LineSink } from './log';
import { findNode, nodeCandidates } from './node-runtime';

/** A started process, however it is hosted. Nothing here throws after its exit. */
export interface HostedProcess {
  /** Undefined until it runs. */
  readonly pid: number | undefined;
  /** A forked process takes no ports. */
  post(message: ToChild | DriverPort, ports?: MessagePortMain[]): void;
  /** Ends it at once. */
  kill(): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once. */
  onExit(listener: (code: number | null) => void): void;
}

export interface ChildFile {
  /** How the process is called in process lists. */
  readonly name: string;
  /** The entry for each host; one that serves both stands here twice. */
  readonly entryPath: Readonly<Record<'utility' | 'fork', string>>;
  readonly args: readonly string[];
  readonly output: LineSink;
}

export interface ChildHost {
  /** CORE_NO_RUNTIME where neither this runtime nor a Node beside it can carry the file. */
  start(file: ChildFile): Promise<Result<HostedProcess>>;
  /** `none`: the last start found nothing to run on. */
  kind(): 'utility' | 'fork' | 'none';
}

export function createChildHost(
  appDir: string,
  utility: typeof utilityProcess,
  log: (event: string, facts: Record<string, string>) => void,
): ChildHost {
  if (chooseHost(process.versions.napi) === 'utility') {
    return {
      start: (file) => Promise.resolve(ok(hostInUtility(utility, file))),
      kind: () => 'utility',
    };
  }
  const candidates = nodeCandidates(appDir, process.env, process.platform);
  let search = findNode(candidates);
  let missing = false;
  return {
    kind: () => (missing ? 'none' : 'fork'),
    async start(file) {
      const nodePath = await search;
      missing = nodePath === null;
      if (nodePath === null) {
        // Somebody may install one before the next attempt.
        search = findNode(candidates);
        return fail('CORE_NO_RUNTIME');
      }
      log('child-runtime', { child: file.name, nodePath });
      return ok(hostInNode(nodePath, file));
    },
  };
}

const NEEDED_NAPI = 10;

export function chooseHost(napi: string | undefined): 'utility' | 'fork' {
  return Number(napi) >= NEEDED_NAPI ? 'utility' : 'fork';
}

/**
 * The variables a child gets, by list: where it is, whose it is, its language and time zone. Everything else
 * (NODE_OPTIONS, LD_PRELOAD, secrets of the session) stays behind.
 */
const PASSED_VARIABLES = new Set(
  [
    [
      'PATH',
      'HOME',
      'USER',
      'LOGNAME',
      'LANG',
      'LC_ALL',
      'LC_CTYPE',
      'TZ',
      'XDG_CONFIG_HOME',
      'TMPDIR',
      'TEMP',
      'TMP',
    ],
    ['SystemRoot', 'windir', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'ProgramData', 'ComSpec', 'PATHEXT'],
  ]
    .flat()
    .map((name) => name.toUpperCase()),
);

export function passedEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && PASSED_VARIABLES.has(name.toUpperCase())) passed[name] = value;
  }
  return passed;
}

export function hostInUtility(utility: typeof utilityProcess, file: ChildFile): HostedProcess {
  const child = utility.fork(file.entryPath.utility, [...file.args], {
    serviceName: file.name,
    env: passedEnvironment(process.env),
    stdio: 'pipe',
  });
  captureOutput(child, file.output);
  let alive = true;
  child.once('exit', () => {
    alive = false;
  });
  return {
    get pid() {
      return child.pid;
    },
    post: (message, ports = []) => {
      if (alive) child.postMessage(message, ports);
    },
    kill: () => {
      if (!alive) return;
      if (child.pid === undefined) child.once('spawn', () => endProcess(child.pid));
      else endProcess(child.pid);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code) => listener(code)),
  };
}

/** JSON messages: the structured-clone format of two different V8 versions need not agree. */
export function hostInNode(nodePath: string, file: ChildFile): HostedProcess {
  const child = spawn(nodePath, [file.entryPath.fork, ...file.args], {
    env: passedEnvironment(process.env),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'json',
    windowsHide: true,
  });
  captureOutput(child, file.output);
  let alive = true;
  const exited = new Promise<number | null>((resolve) => {
    const leave = (code: number | null): void => {
      alive = false;
      resolve(code);
    };
    child.once('exit', leave);
    child.on('error', (error) => {
      file.output(`${file.name}: ${error.message}`);
      // A process that never started reports an error and no exit.
      if (child.pid === undefined) leave(null);
    });
  });
  return {
    pid: child.pid,
    post: (message) => {
      if (alive && child.connected) child.send(message, () => undefined);
    },
    kill: () => {
      if (alive) endProcess(child.pid);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void exited.then(listener),
  };
}

function captureOutput(child: ChildProcess | UtilityProcess, output: LineSink): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', output);
  }
}

function endProcess(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It left by itself in the meantime.
  }
}
