import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { AuditLineView } from '../../../main/contract/calls';
import { useCall, useHall, useNow } from '../../hall';
import { Chip, EmptyNote, FailureNote } from '../../parts';
import { AUDIT_ACTION, SETTINGS, writeMoment } from '../../words';
import { writeFacts } from './audit-facts';

const LINES_READ = 50;

/** The last lines of the record of operations, and the check that none was changed. */
export function AuditSection() {
  const { facade } = useHall();
  const now = useNow();
  const reading = useCall();
  const verifying = useCall();
  const [lines, setLines] = useState<readonly AuditLineView[] | null>(null);
  const [verdict, setVerdict] = useState<{ intact: boolean; lines: number; brokenAt: number | null } | null>(
    null,
  );
  const read = () =>
    void reading
      .run(() => facade.audit.list({ limit: LINES_READ }))
      .then((answer) => {
        if (answer) setLines(answer.value);
      });
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once when the screen opens.
  useEffect(read, []);
  const verify = async () => {
    const done = await verifying.run(() => facade.audit.verify());
    if (!done) return;
    setVerdict(done.value);
    read();
  };
  const { auditColumns } = SETTINGS;
  return (
    <section className="panel panel-wide">
      <header className="panel-head">
        <h2>{SETTINGS.audit}</h2>
        {verdict ? (
          <Chip tone={verdict.intact ? 'verified' : 'danger'} icon={verdict.intact ? 'done' : 'danger'}>
            {verdict.intact
              ? SETTINGS.auditIntact(verdict.lines)
              : SETTINGS.auditBroken(verdict.brokenAt ?? 1)}
          </Chip>
        ) : null}
        <Button loading={verifying.busy} onClick={() => void verify()}>
          {SETTINGS.auditVerify}
        </Button>
      </header>
      <FailureNote failure={verifying.failure ?? reading.failure} />
      {lines?.length === 0 ? <EmptyNote icon="audit" title={SETTINGS.auditNone} text="" /> : null}
      {lines && lines.length > 0 ? (
        <table className="table table-dense">
          <thead>
            <tr>
              <th scope="col" className="right">
                {auditColumns.seq}
              </th>
              <th scope="col">{auditColumns.at}</th>
              <th scope="col">{auditColumns.actor}</th>
              <th scope="col">{auditColumns.action}</th>
              <th scope="col">{auditColumns.facts}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.seq}>
                <td className="right">{line.seq}</td>
                <td className="cell-time">{writeMoment(line.at, now)}</td>
                <td>{line.actor === 'station' ? SETTINGS.auditSystem : line.actor}</td>
                <td>{AUDIT_ACTION[line.action] ?? <span className="code">{line.action}</span>}</td>
                <td>{writeFacts(line.facts)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}
