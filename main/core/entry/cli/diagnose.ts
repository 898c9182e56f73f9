import { existsSync, statfsSync } from 'node:fs';
import { FIRST_THEME_SEQ } from '../../../contract/catalogue/types';
import { systemClock } from '../../base';
import { loadCatalogue } from '../../catalogue';
import { keyringVault } from '../../store';
import { readCatalogue } from '../assets';
import { VERSION } from '../version';
import type { Values } from './commands';
import { DONE, type Outcome, print } from './output';
import { withProfile } from './profile';
import { guarded, textOf } from './values';
import { withDrivers } from './with-drivers';

async function profileFacts(values: Values, dir: string): Promise<object> {
  const disk = existsSync(dir) ? statfsSync(dir) : null;
  const vault = keyringVault(dir);
  const facts = {
    exists: existsSync(dir),
    freeMiB: disk ? Math.floor((disk.bavail * disk.bsize) / 1_048_576) : null,
    keyring: vault.ok ? (vault.value ?? 'none') : vault.failure.code,
  };
  if (facts.keyring !== 'passphrase') return facts;
  const opened = await guarded(() =>
    withProfile(values, {}, async ({ office, wired }) => {
      const { store, seal, hallName, windowNo } = wired.workstation.stationView();
      const health = office.watch.view();
      Object.assign(facts, {
        store,
        hallName,
        windowNo,
        seal: { state: seal.state, notAfter: seal.notAfter },
        outbox: office.delivery.counts(),
        province: health.state,
        line: {
          circuit: health.circuit.state,
          credential: health.credential?.state ?? 'none',
          clockOffMs: health.clockOffMs,
        },
      });
      return DONE;
    }),
  );
  return opened.failure ? { ...facts, store: opened.failure.code } : facts;
}

/** What the hot-line asks first; no personal value stands in it. */
export function diagnose(values: Values): Promise<Outcome> {
  return guarded(async () => {
    const ports = await withDrivers(({ serial }) => serial.list());
    const catalogue = loadCatalogue(readCatalogue());
    const dir = textOf(values, 'profile');
    print({
      product: 'mianzheng-window',
      version: VERSION,
      at: systemClock.now(),
      runtime: {
        node: process.versions.node,
        napi: process.versions.napi ?? '',
        platform: process.platform,
        arch: process.arch,
      },
      serialPorts: ports.ok
        ? ports.value.map(({ path, manufacturer }) => ({ path, manufacturer }))
        : ports.failure.code,
      catalogue: catalogue.ok
        ? {
            edition: catalogue.value.edition,
            items: catalogue.value.search('', 1000).filter(({ seq }) => seq < FIRST_THEME_SEQ).length,
            defined: catalogue.value.defined().length,
          }
        : catalogue.failure.code,
      profile: dir === undefined ? null : await profileFacts(values, dir),
    });
    return DONE;
  });
}
