import { describe, expect, it } from 'vitest';
import { ok } from '../../../../main/contract/failures/failure';
import { createSnapshotStore } from '../../../../renderer/hall/snapshot-store';
import { createBridgeDouble } from '../../../support/bridge-double';
import { aCase, aSnapshot } from '../a-snapshot';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe('snapshot store', () => {
  it('starts from one snapshot and lays each event over its own part', async () => {
    const bridge = createBridgeDouble();
    bridge.answer('station', 'snapshot', () => ok(aSnapshot()));
    const store = createSnapshotStore(bridge.facade);
    store.start();
    await settled();
    const before = store.getState().snapshot;
    bridge.emit('outbox', { waiting: 3, leased: 0, later: 1, parked: 2, acknowledged: 9 });
    expect(store.getState().snapshot?.outbox.parked).toBe(2);
    expect(store.getState().snapshot?.devices).toBe(before?.devices);
    expect(bridge.calls.map((call) => call.name)).toEqual(['station.snapshot']);
  });

  it('keeps an event that overtakes the first snapshot', async () => {
    const bridge = createBridgeDouble();
    const first = deferred<ReturnType<typeof aSnapshot>>();
    bridge.answer('station', 'snapshot', async () => ok(await first.promise));
    const store = createSnapshotStore(bridge.facade);
    store.start();
    bridge.emit('clerk', { account: 'T002', name: '李', role: 'clerk', offline: false });
    first.resolve(aSnapshot({ clerk: null }));
    await settled();
    expect(store.getState().snapshot?.clerk?.account).toBe('T002');
  });

  it('asks for the snapshot again when the core is back, and shows the last one until then', async () => {
    const bridge = createBridgeDouble();
    bridge.answer('station', 'snapshot', () => ok(aSnapshot({ case: aCase({ state: 'ReviewingForm' }) })));
    const store = createSnapshotStore(bridge.facade);
    let returns = 0;
    store.onReturn(() => {
      returns += 1;
    });
    store.start();
    await settled();
    bridge.emit('core', { state: 'restarting', failure: null });
    expect(store.getState().core.state).toBe('restarting');
    expect(store.getState().snapshot?.case?.state).toBe('ReviewingForm');
    bridge.answer('station', 'snapshot', () => ok(aSnapshot({ case: aCase({ state: 'HandingOver' }) })));
    bridge.emit('core', { state: 'ready', failure: null });
    await settled();
    expect(store.getState().core.state).toBe('ready');
    expect(store.getState().snapshot?.case?.state).toBe('HandingOver');
    expect(returns).toBe(1);
  });

  it('drops the late answer of a core that died before it could be used', async () => {
    const bridge = createBridgeDouble();
    const old = deferred<ReturnType<typeof aSnapshot>>();
    bridge.answer('station', 'snapshot', async () => ok(await old.promise));
    const store = createSnapshotStore(bridge.facade);
    store.start();
    bridge.answer('station', 'snapshot', () => ok(aSnapshot({ case: aCase({ state: 'Sealing' }) })));
    bridge.emit('core', { state: 'ready', failure: null });
    await settled();
    old.resolve(aSnapshot({ case: null }));
    await settled();
    expect(store.getState().snapshot?.case?.state).toBe('Sealing');
  });

  it('says why there is no snapshot, but waits quietly while the core is away', async () => {
    const bridge = createBridgeDouble();
    const store = createSnapshotStore(bridge.facade);
    bridge.answer('station', 'snapshot', () => ({
      ok: false,
      failure: { code: 'CORE_GONE', retry: 'automatic', details: {} },
    }));
    store.start();
    await settled();
    expect(store.getState().failure).toBeNull();
    bridge.answer('station', 'snapshot', () => ({
      ok: false,
      failure: { code: 'CORE_FAULT', retry: 'never', details: {} },
    }));
    await store.refresh();
    expect(store.getState().failure?.code).toBe('CORE_FAULT');
  });

  it('stops listening when it is stopped', async () => {
    const bridge = createBridgeDouble();
    bridge.answer('station', 'snapshot', () => ok(aSnapshot()));
    const store = createSnapshotStore(bridge.facade);
    const stop = store.start();
    await settled();
    stop();
    bridge.emit('clerk', null);
    expect(store.getState().snapshot?.clerk).not.toBeNull();
  });
});
