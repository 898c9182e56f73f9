import path from 'node:path';
import type { MessageChannelMain, MessagePortMain, utilityProcess } from 'electron';
import { fail, ok, type Result } from '../contract/failures/failure';
import type { HostedProcess } from './child-host';
import { passedEnvironment } from './child-host';

/** Families of native drivers; each gets a process. */
const FAMILIES = ['serial', 'hid'];

/** The processes for native drivers of a core that is a utility process itself and so cannot start any. */
export interface DriverProcesses {
  /** Starts one, anew where it runs, and hands `core` the port to it. Its pid, as text. CALL_FORBIDDEN. */
  start(family: string, core: HostedProcess): Promise<Result<string>>;
  end(family: string): void;
  /** Ends all: their core has gone. */
  endAll(): void;
}

export function createDriverProcesses(
  appDir: string,
  utility: typeof utilityProcess,
  createChannel: () => MessageChannelMain,
): DriverProcesses {
  const running = new Map<string, { kill(): void }>();
  const entryPath = path.join(appDir, 'dist', 'core', 'driver.mjs');

  function end(family: string): void {
    running.get(family)?.kill();
    running.delete(family);
  }

  return {
    async start(family, core) {
      if (!FAMILIES.includes(family)) return fail('CALL_FORBIDDEN');
      end(family);
      const child = utility.fork(entryPath, [family], {
        serviceName: `hall-driver-${family}`,
        env: passedEnvironment(process.env),
        stdio: 'inherit',
      });
      const { port1, port2 }: { port1: MessagePortMain; port2: MessagePortMain } = createChannel();
      child.postMessage(null, [port1]);
      core.post({ kind: 'driver-port', family }, [port2]);
      const mine = {
        kill: () => {
          if (child.pid !== undefined) endNow(child.pid);
          else child.once('spawn', () => endNow(child.pid));
        },
      };
      running.set(family, mine);
      child.once('exit', () => {
        if (running.get(family) === mine) running.delete(family);
      });
      await new Promise<void>((resolve) => {
        child.once('spawn', () => resolve()).once('exit', () => resolve());
      });
      return ok(String(child.pid ?? ''));
    },
    end,
    endAll() {
      for (const family of FAMILIES) end(family);
    },
  };
}

function endNow(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It left by itself in the meantime.
  }
}
