import { Button } from 'antd';
import { useState } from 'react';
import type { AuditCheckView, AuditQuery } from '../../../main/contract/calls';
import { mayCall } from '../../../main/contract/calls/rights';
import { useCall, useHall, useNow, useReading, useSnapshot } from '../../hall';
import { Chip, EmptyNote, FailureNote, type IconName, Table, type Tone } from '../../parts';
import { AUDIT_ACTION, RECORDS, SETTINGS, writeInstant, writeMoment } from '../../words';
import { AuditFilters, type Choices } from './AuditFilters';
import { writeFacts } from './audit-facts';
import { OnlyProvince } from './OnlyProvince';
import { useAuditLines } from './use-audit-lines';

const EVERYTHING: AuditQuery = {};
const LOOK: Record<AuditCheckView['verdict'], { tone: Tone; icon: IconName }> = {
  whole: { tone: 'verified', icon: 'done' },
  restored: { tone: 'attention', icon: 'warning' },
  broken: { tone: 'danger', icon: 'danger' },
};
const NO_CHOICES: Choices = { actors: [], types: [] };

export function AuditTable() {
  const { facade } = useHall();
  const now = useNow();
  const byHolder = mayCall(useSnapshot().clerk?.role ?? null, 'audit.list', { holder: '' });
  const [query, setQuery] = useState<AuditQuery>(EVERYTHING);
  const { lines, hasMore, reading, more, again } = useAuditLines(query);
  const choices: Choices = useReading(() => facade.audit.choices()).told ?? NO_CHOICES;
  const typeName = (seq: number) => choices.types.find((type) => type.seq === seq)?.name ?? '';
  const verifying = useCall();
  const exporting = useCall();
  const [verdict, setVerdict] = useState<AuditCheckView | null>(null);
  const [exported, setExported] = useState<{ path: string; lines: number } | null>(null);
  const verify = async () => {
    const done = await verifying.run(() => facade.audit.verify());
    if (!done) return;
    setVerdict(done.value);
    again();
  };
  const exportAs = async (format: 'csv' | 'jsonl') => {
    const done = await exporting.run(() => facade.audit.export({ ...query, format }));
    if (!done) return;
    setExported(done.value);
    again();
  };
  const { auditColumns } = SETTINGS;
  return (
    <div className="records">
      <AuditFilters choices={choices} byHolder={byHolder} onAsk={setQuery} />
      <div className="records-acts">
        <Button loading={verifying.busy} onClick={() => void verify()}>
          {SETTINGS.auditVerify}
        </Button>
        <Button loading={exporting.busy} onClick={() => void exportAs('csv')}>
          {RECORDS.export}
        </Button>
        <Button disabled={exporting.busy} onClick={() => void exportAs('jsonl')}>
          {RECORDS.exportLines}
        </Button>
        {exported ? (
          <span className="quiet">
            {RECORDS.exported(exported.lines)} <span className="code">{exported.path}</span>
          </span>
        ) : null}
      </div>
      {verdict ? <Verdict verdict={verdict} /> : null}
      {verdict && verdict.onlyProvince.length > 0 ? <OnlyProvince receipts={verdict.onlyProvince} /> : null}
      <FailureNote failure={verifying.failure ?? exporting.failure ?? reading.failure} />
      {lines === null && !reading.failure ? <p role="status">{RECORDS.loading}</p> : null}
      {lines?.length === 0 ? <EmptyNote icon="audit" title={RECORDS.none} text="" /> : null}
      {lines && lines.length > 0 ? (
        <Table
          className="table-dense"
          columns={[
            { name: auditColumns.seq, className: 'right' },
            auditColumns.at,
            auditColumns.actor,
            auditColumns.action,
            auditColumns.facts,
            { name: RECORDS.ofCase, isSilent: true },
          ]}
        >
          {lines.map((line) => (
            <tr key={line.seq}>
              <td className="right">{line.seq}</td>
              <td className="cell-time">{writeMoment(line.at, now)}</td>
              <td className="cell-number">{line.actor === 'station' ? SETTINGS.auditSystem : line.actor}</td>
              <td className="cell-number">
                {AUDIT_ACTION[line.action] ?? <span className="code">{line.action}</span>}
              </td>
              <td>{writeFacts(line.facts, typeName)}</td>
              <td className="right cell-number">
                {line.caseId === '' || query.caseId !== undefined ? null : (
                  <button
                    type="button"
                    className="link-button"
                    onClick={() => setQuery({ caseId: line.caseId })}
                  >
                    {RECORDS.ofCase}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      ) : null}
      {hasMore ? (
        <Button loading={reading.busy} onClick={more}>
          {RECORDS.more}
        </Button>
      ) : null}
    </div>
  );
}

function Verdict({ verdict: checked }: { verdict: AuditCheckView }) {
  const { intact, verdict, lines, brokenAt, provinceHeads, restorings, onlyProvince, deletions } = checked;
  return (
    <p className="records-verdict" role="status">
      <Chip {...LOOK[verdict]}>
        {
          {
            whole: SETTINGS.auditIntact(lines),
            restored: SETTINGS.auditRestored(lines),
            broken: SETTINGS.auditBroken(brokenAt ?? 1),
          }[verdict]
        }
      </Chip>
      {restorings.map(({ seq, at, backup, signed }) => (
        <Chip key={seq} tone={signed ? 'plain' : 'attention'} icon={signed ? 'file' : 'warning'}>
          {(backup === '' ? RECORDS.logLostAt : RECORDS.restoredAt)(writeInstant(at), signed)}
        </Chip>
      ))}
      {onlyProvince.length > 0 ? (
        <Chip tone="attention" icon="warning">
          {RECORDS.onlyProvince(onlyProvince.length)}
        </Chip>
      ) : null}
      {intact ? (
        <Chip
          tone={provinceHeads === null ? 'attention' : 'plain'}
          icon={provinceHeads === null ? 'warning' : 'cloud'}
        >
          {provinceHeads === null
            ? RECORDS.provinceAway
            : RECORDS.provinceAgrees(provinceHeads - onlyProvince.length)}
        </Chip>
      ) : null}
      {deletions.all > 0 ? (
        <Chip tone="plain" icon="file">
          {RECORDS.deletions(deletions.all, deletions.signed)}
        </Chip>
      ) : null}
    </p>
  );
}
