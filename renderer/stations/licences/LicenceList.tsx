import type { LicenceCopy, Verdict } from '../../../main/contract/flow/grant';
import { usePointing, useSourceLit } from '../../hall';
import { Chip, EmptyNote, type IconName, type Tone } from '../../parts';
import {
  CHECK_NAME,
  EVIDENCE_PANE,
  groupNumber,
  LICENCES,
  maskResidentNumber,
  VERDICT,
  writeDay,
} from '../../words';

const LOOK: Record<Verdict, { tone: Tone; icon: IconName }> = {
  passed: { tone: 'verified', icon: 'done' },
  failed: { tone: 'danger', icon: 'danger' },
  undetermined: { tone: 'attention', icon: 'warning' },
};

export function LicenceList({ licences }: { licences: readonly LicenceCopy[] }) {
  if (licences.length === 0)
    return <EmptyNote icon="licence" title={LICENCES.none} text={LICENCES.noneHint} />;
  const { columns } = LICENCES;
  return (
    <table className="table licence-table">
      <thead>
        <tr>
          <th scope="col">{columns.name}</th>
          <th scope="col">{columns.issuer}</th>
          <th scope="col">{columns.validity}</th>
          <th scope="col" className="right">
            {columns.elements}
          </th>
          <th scope="col">{columns.verdict}</th>
        </tr>
      </thead>
      <tbody>
        {licences.map((licence) => (
          <LicenceRow key={licence.licenceId} licence={licence} />
        ))}
      </tbody>
    </table>
  );
}

function LicenceRow({ licence }: { licence: LicenceCopy }) {
  const key = `licence:${licence.licenceId}`;
  const pointing = usePointing(key);
  const isLit = useSourceLit(key);
  const look = LOOK[licence.verdict];
  const doubts = licence.checks.filter((check) => check.verdict !== 'passed');
  return (
    <tr className={isLit ? 'lit' : ''} {...pointing}>
      <td>
        <p className="cell-main">{licence.name}</p>
        <p className="cell-sub">{groupNumber(maskResidentNumber(licence.number))}</p>
      </td>
      <td>{licence.issuer}</td>
      <td className="cell-time">
        {licence.validTo ? EVIDENCE_PANE.until(writeDay(licence.validTo)) : EVIDENCE_PANE.longTerm}
        {licence.validFrom ? <p className="cell-sub">{LICENCES.from(writeDay(licence.validFrom))}</p> : null}
      </td>
      <td className="right">{Object.keys(licence.elements).length}</td>
      <td>
        <Chip tone={look.tone} icon={look.icon}>
          {VERDICT[licence.verdict]}
        </Chip>
        {doubts.map((check) => (
          <p key={check.name} className="cell-sub">
            {CHECK_NAME[check.name]} {VERDICT[check.verdict]}
          </p>
        ))}
      </td>
    </tr>
  );
}
