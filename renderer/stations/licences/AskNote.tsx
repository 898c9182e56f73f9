import type { CaseView } from '../../../main/contract/calls';
import { useSnapshot } from '../../hall';
import { ACTING, EVIDENCE, FRAME, groupNumber, LICENCES, writeMoment } from '../../words';

/** Who asks, whom, for what, until when, and what is not taken. */
export function AskNote({ view }: { view: CaseView }) {
  const { station } = useSnapshot();
  const { grant, credential, item } = view;
  const elements =
    grant?.licences.reduce((sum, licence) => sum + Object.keys(licence.elements).length, 0) ?? 0;
  const holder = grant
    ? `${grant.holder.name} ${groupNumber(grant.holder.codeMasked)}`
    : `${credential?.name ?? ''} ${groupNumber(credential?.numberMasked ?? '')}`.trim();
  const rows: readonly (readonly [string, string])[] = [
    [LICENCES.who, `${station.hallName} ${FRAME.windowNo(station.windowNo)}`],
    [LICENCES.purpose, grant?.purpose ?? item?.name ?? ''],
    ...(holder === '' ? [] : ([[LICENCES.holder, holder]] as const)),
    ...(grant
      ? ([
          [LICENCES.evidence, EVIDENCE[grant.evidence]],
          ...(grant.actor
            ? ([[ACTING.actor, `${grant.actor.name} ${groupNumber(grant.actor.codeMasked)}`]] as const)
            : []),
          [LICENCES.until, LICENCES.untilAt(writeMoment(grant.expiresAt, Date.now()))],
          [LICENCES.taken, LICENCES.takenItems(grant.licences.length, elements)],
        ] as const)
      : ([[LICENCES.taken, LICENCES.askingText]] as const)),
    [LICENCES.notTaken, LICENCES.notTakenText],
  ];
  return (
    <dl className="facts facts-two" aria-label={LICENCES.ask}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
