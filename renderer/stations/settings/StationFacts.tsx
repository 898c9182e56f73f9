import type { ReactNode } from 'react';
import { useHall, useReading, useSnapshot } from '../../hall';
import { CORE_HOST, commonName, SEAL_STATE, SETTINGS, writeInstant } from '../../words';

/** What the hot-line asks for first. */
export function StationFacts() {
  const { facade } = useHall();
  const { station } = useSnapshot();
  const { told: runtime } = useReading(() => facade.window.runtime());
  const rows: readonly (readonly [string, ReactNode])[] = [
    [SETTINGS.mode, station.training ? SETTINGS.modeTraining : SETTINGS.modeReal],
    [
      SETTINGS.version,
      <span key="version" className="code">
        {station.version}
      </span>,
    ],
    [
      SETTINGS.runtime,
      <span key="runtime" className="code">
        {runtime ? `Electron ${runtime.electron} · Chromium ${runtime.chrome}` : SETTINGS.unknown}
      </span>,
    ],
    [SETTINGS.core, runtime ? CORE_HOST[runtime.coreHost] : SETTINGS.unknown],
    [SETTINGS.storage, SETTINGS.storageOpen],
    [SETTINGS.seal, station.seal.subject ? commonName(station.seal.subject) : SEAL_STATE[station.seal.state]],
    ...(station.seal.notAfter === null
      ? []
      : [[SETTINGS.sealUntil, writeInstant(station.seal.notAfter)] as const]),
  ];
  return (
    <section className="panel">
      <h2>{SETTINGS.facts}</h2>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
