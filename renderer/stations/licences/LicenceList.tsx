import { useState } from 'react';
import type { GrantView } from '../../../main/contract/calls';
import { libraryName, provinceName } from '../../../main/contract/catalogue/regions';
import { isCorrectedSince } from '../../../main/contract/flow/corrected';
import type { LicenceCopy, Verdict } from '../../../main/contract/flow/grant';
import { usePointing, useSnapshot, useSourceLit } from '../../hall';
import { Chip, EmptyNote, Icon, type IconName, SealLines, Table, type Tone } from '../../parts';
import {
  CHECK_NAME,
  CHECK_REASON,
  dayOf,
  EVIDENCE_PANE,
  groupNumber,
  LICENCE_FACTS,
  LICENCES,
  OBJECT,
  VERDICT,
  writeClock,
  writeDay,
} from '../../words';
import { LicenceElements } from './LicenceElements';

const LOOK: Record<Verdict, { tone: Tone; icon: IconName }> = {
  passed: { tone: 'verified', icon: 'done' },
  failed: { tone: 'danger', icon: 'danger' },
  undetermined: { tone: 'attention', icon: 'warning' },
};

export function LicenceList({ grant }: { grant: GrantView }) {
  const { licences } = grant;
  if (licences.length === 0)
    return <EmptyNote icon="licence" title={LICENCES.none} text={LICENCES.noneHint} />;
  const { columns } = LICENCES;
  return (
    <Table
      className="licence-table"
      columns={[
        columns.name,
        columns.issuer,
        columns.validity,
        { name: columns.elements, className: 'right' },
        columns.verdict,
      ]}
    >
      {licences.map((licence) => (
        <LicenceRow key={licence.licenceId} licence={licence} grant={grant} />
      ))}
    </Table>
  );
}

function LicenceRow({ licence, grant }: { licence: LicenceCopy; grant: GrantView }) {
  const [open, setOpen] = useState(false);
  const key = `licence:${licence.licenceId}`;
  const pointing = usePointing(key);
  const isLit = useSourceLit(key);
  const look = LOOK[licence.verdict];
  const worthAWord = licence.checks.filter((check) => check.verdict !== 'passed' || check.why);
  const count = Object.keys(licence.elements).length;
  const { case: view } = useSnapshot();
  const isOld = view?.errands.some((errand) => isCorrectedSince(licence, errand)) ?? false;
  const isMoved = licence.issuerNow !== '' && licence.issuerNow !== licence.issuer;
  return (
    <>
      <tr className={isLit ? 'lit' : ''} {...pointing}>
        <td>
          <p className="cell-main">{licence.name}</p>
          <p className="cell-sub">{groupNumber(licence.number)}</p>
        </td>
        <td>
          {licence.issuer}
          {licence.issuedIn === undefined ? null : (
            <p className="cell-sub">{LICENCE_FACTS.issuedIn(provinceName(licence.issuedIn) ?? '')}</p>
          )}
          {licence.library && licence.library.level !== 'province' ? (
            <p className="cell-sub">{LICENCE_FACTS.library(libraryName(licence.library))}</p>
          ) : null}
          {isMoved ? <p className="cell-sub">{LICENCE_FACTS.successor(licence.issuerNow)}</p> : null}
          <SealLines licence={licence} />
        </td>
        <td className="cell-time">
          {licence.validTo ? EVIDENCE_PANE.until(writeDay(licence.validTo)) : EVIDENCE_PANE.longTerm}
          {licence.validFrom ? (
            <p className="cell-sub">{LICENCES.from(writeDay(licence.validFrom))}</p>
          ) : null}
          <p className="cell-sub">
            {licence.checkedAt === null
              ? LICENCE_FACTS.fetched(writeClock(licence.fetchedAt))
              : LICENCE_FACTS.checked(writeClock(licence.checkedAt))}
          </p>
          {isOld ? <p className="cell-sub">{OBJECT.state['upheld-later']}</p> : null}
          {licence.correctedAt === null ? null : (
            <p className="cell-sub">{LICENCE_FACTS.corrected(writeDay(dayOf(licence.correctedAt)))}</p>
          )}
        </td>
        <td className="right">
          {count > 0 ? (
            <button
              type="button"
              className="card-fold"
              aria-label={EVIDENCE_PANE.elements(count)}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              <Icon name={open ? 'down' : 'right'} />
              {count}
            </button>
          ) : (
            count
          )}
        </td>
        <td>
          <Chip tone={look.tone} icon={look.icon}>
            {VERDICT[licence.verdict]}
          </Chip>
          {worthAWord.map((check) => (
            <p key={check.name} className="cell-sub">
              {check.verdict === 'passed' ? '' : `${CHECK_NAME[check.name]} ${VERDICT[check.verdict]} `}
              {check.why ? CHECK_REASON[check.why] : ''}
            </p>
          ))}
        </td>
      </tr>
      {open || licence.missing.length > 0 || licence.faults.length > 0 ? (
        <tr>
          <td colSpan={5}>
            <LicenceElements licence={licence} grant={grant} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
