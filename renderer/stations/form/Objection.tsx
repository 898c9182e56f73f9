import { Button } from 'antd';
import { isCorrectedSince } from '../../../main/contract/flow/corrected';
import type { FormField } from '../../../main/contract/flow/form';
import { useSnapshot } from '../../hall';
import { Icon } from '../../parts';
import { OBJECT } from '../../words';

/** Where the value came from, or what was corrected, if a licence says it. */
export function licenceSourceOf({ source, deviation }: FormField) {
  const said = deviation?.former.source ?? source;
  return said?.from === 'licence' ? said : null;
}

/** How the objection to this value stands, or the way to raise one. */
export function Objection({ field, onObject }: { field: FormField; onObject: () => void }) {
  const { case: view } = useSnapshot();
  const source = licenceSourceOf(field);
  if (!source) return null;
  const subject = `element:${source.typeSeq}.${source.element}`;
  const raised = view?.errands.findLast((errand) => errand.subject === subject);
  const copy = view?.grant?.licences.find((each) => each.licenceId === source.licenceId);
  const isOld = raised !== undefined && copy !== undefined && isCorrectedSince(copy, raised);
  const isOpen = raised && ['to-send', 'asked', 'overdue'].includes(raised.state);
  return (
    <>
      {raised ? (
        <span className="objection">{OBJECT.state[isOld ? 'upheld-later' : stateOf(raised)]}</span>
      ) : null}
      {isOpen ? null : (
        <Button
          type="text"
          size="small"
          icon={<Icon name="unknown" />}
          aria-label={OBJECT.openFor(field.label)}
          title={OBJECT.open}
          onClick={onObject}
        />
      )}
    </>
  );
}

function stateOf(errand: { state: string; outcome: string | null }): keyof typeof OBJECT.state {
  const word = errand.outcome ?? errand.state;
  return word in OBJECT.state ? (word as keyof typeof OBJECT.state) : 'asked';
}
