import type { ReactNode } from 'react';
import type { FieldConflict, FormField } from '../../../main/contract/flow/form';
import { CONFLICT, writeInstant } from '../../words';
import { sourceName, writeValue } from './form-layout';

type Candidate = FieldConflict['candidates'][number];

/** Values side by side, each with whose word it is, the issuing authority and the time. `choice` draws what picks one. */
export function CandidateList({
  field,
  candidates,
  choice,
}: {
  field: FormField;
  candidates: readonly Candidate[];
  choice?: (index: number, inside: ReactNode) => ReactNode;
}) {
  return (
    <ul className="candidates">
      {candidates.map((candidate, index) => {
        const inside = <CandidateFacts field={field} candidate={candidate} />;
        return <li key={candidate.value}>{choice ? choice(index, inside) : inside}</li>;
      })}
    </ul>
  );
}

function CandidateFacts({ field, candidate }: { field: FormField; candidate: Candidate }) {
  const { value, source } = candidate;
  const issuer = source.from === 'licence' ? source.issuer || CONFLICT.issuerUnknown : '';
  return (
    <span className="candidate">
      <span className="candidate-value">{field.masked ? value : writeValue(field, value)}</span>
      <span className="cell-sub">
        {sourceName(source)}
        {issuer ? ` ${issuer}` : ''}
        {candidate.authoritative ? ` ${CONFLICT.authoritative}` : ''}
      </span>
      <span className="cell-sub">{writeInstant(source.at)}</span>
    </span>
  );
}
