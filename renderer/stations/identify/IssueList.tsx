import { useState } from 'react';
import type { CaseView } from '../../../main/contract/calls';
import { provinceName, regionName } from '../../../main/contract/catalogue/regions';
import { Chip, Icon, type IconName, type Tone } from '../../parts';
import { ISSUE, ISSUE_STANDING, writeIssue } from '../../words';
import { IssuedDialog } from './IssuedDialog';

type Wanted = CaseView['wanted'][number];
type Standing = NonNullable<Wanted['issue']>['standing'];

const LOOK: Record<Standing, { tone: Tone; icon: IconName }> = {
  exists: { tone: 'verified', icon: 'done' },
  'not-listed': { tone: 'plain', icon: 'unknown' },
  'not-this-year': { tone: 'attention', icon: 'none' },
  'not-this-place': { tone: 'attention', icon: 'none' },
  'not-yet': { tone: 'attention', icon: 'none' },
};

/** What the issue list says of the licences that the item draws on, before anybody is asked (R23); folded, what is not there. */
export function IssueList({ view }: { view: CaseView }) {
  const [open, setOpen] = useState(false);
  const [stating, setStating] = useState<Wanted | null>(null);
  const listed = view.wanted.filter(({ issue }) => issue !== undefined);
  if (listed.length === 0) return null;
  const there = listed.filter(({ issue }) => issue?.standing === 'exists');
  const others = listed.filter(({ issue }) => issue?.standing !== 'exists');
  return (
    <section className="issue" aria-label={ISSUE.title}>
      <div className="issue-head">
        <button
          type="button"
          className="card-fold"
          aria-expanded={open}
          title={ISSUE.hint}
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? 'down' : 'right'} />
          {ISSUE.title}
        </button>
        <span className="quiet">{ISSUE.count(there.length, listed.length)}</span>
        {open ? null : others.map((wanted) => <IssueChip key={wanted.typeSeq} wanted={wanted} named />)}
      </div>
      {open ? (
        <ul className="issue-list">
          {listed.map((wanted) => (
            <li key={wanted.typeSeq}>
              <IssueRow wanted={wanted} onState={() => setStating(wanted)} />
            </li>
          ))}
        </ul>
      ) : null}
      {stating ? <IssuedDialog wanted={stating} onClose={() => setStating(null)} /> : null}
    </section>
  );
}

function IssueChip({ wanted, named = false }: { wanted: Wanted; named?: boolean }) {
  const standing = wanted.issue?.standing ?? 'not-listed';
  const { tone, icon } = LOOK[standing];
  return (
    <Chip tone={tone} icon={icon}>
      {named ? `${wanted.name} ${ISSUE_STANDING[standing]}` : ISSUE_STANDING[standing]}
    </Chip>
  );
}

function IssueRow({ wanted, onState }: { wanted: Wanted; onState: () => void }) {
  const { name, issue, stated } = wanted;
  const place = stated?.regionCode ?? '';
  const said = ISSUE.stated(stated?.issued ?? '', regionName(place) ?? provinceName(place) ?? '');
  return (
    <button type="button" className="issue-row" title={ISSUE.state} onClick={onState}>
      <span className="issue-name">{name}</span>
      <IssueChip wanted={wanted} />
      <span className="quiet issue-fact">{stated ? said : issue ? writeIssue(issue) : ''}</span>
      <Icon name="edit" />
      <span className="visually-hidden">{ISSUE.state}</span>
    </button>
  );
}
