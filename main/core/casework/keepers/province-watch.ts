import type { ProvinceView } from '../../../contract/calls';
import type { CaseworkDeps } from '../deps';

const EVERY_MS = 15_000;
const SOONER_MS = 5_000;

export interface ProvinceWatch {
  start(): void;
  stop(): void;
  view(): ProvinceView;
  /** What another exchange with the province has just shown. */
  note(reach: Pick<ProvinceView, 'state' | 'failure'>): void;
}

/** Keeps the foot bar honest: asks for the province's health now and then. `onBack` runs each time it becomes reachable. */
export function createProvinceWatch(deps: CaseworkDeps, onBack: () => void): ProvinceWatch {
  const { link } = deps;
  let view: ProvinceView = {
    state: 'unknown',
    latencyMs: null,
    checkedAt: null,
    failure: null,
    ...lineOf(link),
  };
  let cancel: () => void = () => undefined;
  let stopped = true;

  function become(reach: Omit<ProvinceView, keyof Line>): void {
    const next: ProvinceView = { ...reach, ...lineOf(link) };
    const back = next.state === 'reachable' && view.state !== 'reachable';
    const changed = JSON.stringify(shown(next)) !== JSON.stringify(shown(view));
    view = next;
    if (changed) deps.emit('province', view);
    if (back) onBack();
  }

  async function check(): Promise<void> {
    const health = await deps.province.health();
    if (stopped) return;
    const checkedAt = deps.clock.now();
    become(
      health.ok
        ? { state: 'reachable', latencyMs: health.value.latencyMs, checkedAt, failure: null }
        : { state: 'unreachable', latencyMs: null, checkedAt, failure: health.failure },
    );
    cancel = deps.clock.after(health.ok ? EVERY_MS : SOONER_MS, () => void check());
  }

  return {
    start() {
      stopped = false;
      link?.onChange(() => {
        if (!stopped) become(view);
      });
      void check();
    },
    stop() {
      stopped = true;
      cancel();
    },
    view: () => view,
    note(reach) {
      become({
        ...view,
        ...reach,
        checkedAt: deps.clock.now(),
        latencyMs: reach.state === 'reachable' ? view.latencyMs : null,
      });
    },
  };
}

type Line = Pick<ProvinceView, 'circuit' | 'credential' | 'clockOffMs'>;

function lineOf(link: CaseworkDeps['link']): Line {
  const { circuit, credential, clockOffMs } = link?.status() ?? QUIET;
  return { circuit, credential, clockOffMs: clockOffMs === null ? null : wholeMinutes(clockOffMs) };
}

const QUIET: Line = { circuit: { state: 'closed', until: null }, credential: null, clockOffMs: null };

/** Said in minutes; smaller changes from answer to answer are no news. */
const wholeMinutes = (ms: number) => Math.round(ms / 60_000) * 60_000;

/** What somebody would see change: not when it was looked at. */
const shown = ({ checkedAt: _, failure, ...rest }: ProvinceView) => ({ ...rest, code: failure?.code });
