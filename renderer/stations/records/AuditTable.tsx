import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { AuditCheckView, AuditQuery } from '../../../main/contract/calls';
import { mayCall } from '../../../main/contract/calls/rights';
import { useCall, useHall, useNow, useSnapshot } from '../../hall';
import { Chip, EmptyNote, FailureNote, Table } from '../../parts';
import { AUDIT_ACTION, RECORDS, SETTINGS, writeMoment } from '../../words';
import { AuditFilters, type Choices } from './AuditFilters';
import { writeFacts } from './audit-facts';
import { useAuditLines } from './use-audit-lines';

const EVERYTHING: AuditQuery = {};

export function AuditTable() {
  const { facade } = useHall();
  const now = useNow();
  const byHolder = mayCall(useSnapshot().clerk?.role ?? null, 'audit.list', { holder: '' });
  const [query, setQuery] = useState<AuditQuery>(EVERYTHING);
  const { lines, hasMore, reading, more, again } = useAuditLines(query);
  const [choices, setChoices] = useState<Choices>({ actors: [], types: [] });
  useEffect(() => {
    let current = true;
    void facade.audit.choices().then((answer) => {
      if (current && answer.ok) setChoices(answer.value);
    });
    return () => {
      current = false;
    };
  }, [facade]);
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

function Verdict({ verdict }: { verdict: AuditCheckView }) {
  const { intact, lines, brokenAt, provinceHeads, deletions } = verdict;
  return (
    <p className="records-verdict" role="status">
      <Chip tone={intact ? 'verified' : 'danger'} icon={intact ? 'done' : 'danger'}>
        {intact ? SETTINGS.auditIntact(lines) : SETTINGS.auditBroken(brokenAt ?? 1)}
      </Chip>
      {intact ? (
        <Chip
          tone={provinceHeads === null ? 'attention' : 'plain'}
          icon={provinceHeads === null ? 'warning' : 'cloud'}
        >
          {provinceHeads === null ? RECORDS.provinceAway : RECORDS.provinceAgrees(provinceHeads)}
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
