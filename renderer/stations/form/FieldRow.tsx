import { Button } from 'antd';
import { memo, useSyncExternalStore } from 'react';
import { FAILURE_WORDS } from '../../../main/contract/failures/words.zh-CN';
import type { FormField } from '../../../main/contract/flow/form';
import { evidenceKey, isUndecided, useCall, useHall, usePointing, useSourceLit } from '../../hall';
import { Chip, Icon, type IconName, type Tone } from '../../parts';
import { CONFLICT, CORRECT, dayOf, FIELD_PROBLEM, FORM, REVEAL, writeDay } from '../../words';
import { CandidateList } from './CandidateList';
import { FieldControl } from './FieldControl';
import { type FieldState, fieldState, isWide, labelPieces, sourceName, writeValue } from './form-layout';
import { Objection } from './Objection';

const LOOK: Record<FieldState, { tone: Tone; icon: IconName }> = {
  licence: { tone: 'verified', icon: 'licence' },
  'id-card': { tone: 'verified', icon: 'card' },
  holder: { tone: 'verified', icon: 'user' },
  'earlier-case': { tone: 'verified', icon: 'queue' },
  preset: { tone: 'plain', icon: 'edit' },
  clerk: { tone: 'action', icon: 'edit' },
  corrected: { tone: 'attention', icon: 'edit' },
  missing: { tone: 'attention', icon: 'missing' },
  conflict: { tone: 'danger', icon: 'warning' },
  wrong: { tone: 'danger', icon: 'danger' },
  empty: { tone: 'plain', icon: 'none' },
};

/** What a clerk wants to do with a sourced field; the dialog for it opens above the form. */
export interface FieldErrand {
  readonly key: string;
  readonly what: 'correct' | 'decide' | 'object';
}

interface FieldRowProps {
  readonly field: FormField;
  readonly about: string;
  /** The same function every time, or every row is drawn anew. */
  readonly ask: (errand: FieldErrand) => void;
}

export const FieldRow = memo(function FieldRow({ field, about, ask }: FieldRowProps) {
  const { drafts } = useHall();
  const draft = useSyncExternalStore(drafts.subscribe, () => drafts.get(field.key));
  const source = evidenceKey(field.source);
  const pointing = usePointing(source, field.source && 'element' in field.source ? field.source.element : '');
  const isLit = useSourceLit(source);
  const state = fieldState(field, draft?.value);
  const look = LOOK[state];
  const id = `field-${field.key}`;
  const conflict = isUndecided(field);
  const isRead = conflict || field.locked || (field.masked && draft === undefined);
  const refused =
    draft?.failure && draft.failure.retry !== 'automatic' ? FAILURE_WORDS[draft.failure.code] : null;
  const problem =
    field.problem && draft === undefined && state === 'wrong'
      ? FIELD_PROBLEM[field.problem.code](about)
      : null;
  const className = [
    'field',
    `field-${state}`,
    conflict ? 'field-full' : isWide(field) ? 'field-wide' : '',
    isLit ? 'field-lit' : '',
  ];
  return (
    <div className={className.filter(Boolean).join(' ')} {...pointing}>
      <label className="field-label" htmlFor={isRead ? undefined : id}>
        {labelPieces(field.label).map((piece) =>
          piece.startsWith('（') ? (
            <span key={piece} className="field-unit">
              {piece}
            </span>
          ) : (
            piece
          ),
        )}
        {field.required && !isRead ? <span className="visually-hidden">{FORM.required}</span> : null}
      </label>
      <div className="field-value">
        {conflict ? (
          <Undecided id={id} field={field} ask={ask} />
        ) : isRead ? (
          <ReadValue id={id} field={field} ask={ask} />
        ) : (
          <FieldControl
            id={id}
            field={field}
            value={draft?.value ?? field.value}
            isWrong={problem !== null || refused !== null}
            onChange={(value, isWhole) => {
              drafts.type(field.key, value);
              if (isWhole) drafts.commit(field.key);
            }}
            onLeave={() => drafts.commit(field.key)}
          />
        )}
        {state === 'earlier-case' ? <p className="cell-sub">{sourceTitle(field)}</p> : null}
        {problem ? (
          <p className="field-problem" id={`${id}-problem`}>
            {problem}
          </p>
        ) : null}
        {refused ? <p className="field-problem">{`${FORM.fieldRefused} ${refused.what}`}</p> : null}
      </div>
      <Chip tone={look.tone} icon={look.icon}>
        {FORM.state[state]}
      </Chip>
    </div>
  );
});

/** A value that is read, not typed: whole or in part, with what can be done about it. */
function ReadValue({ id, field, ask }: { id: string; field: FormField; ask: FieldRowProps['ask'] }) {
  const { facade, store } = useHall();
  const errand = useCall();
  const reveal = async () => {
    const done = await errand.run(() => facade.case.revealField({ key: field.key }));
    if (done) store.putCase(done.value);
  };
  return (
    <div className="field-read">
      <p className="field-locked" title={sourceTitle(field)}>
        {field.masked ? field.value.replace(/\*{7,}/, '******') : writeValue(field, field.value)}
      </p>
      {field.masked ? (
        <Button
          {...(field.locked ? {} : { id })}
          type="text"
          size="small"
          aria-label={REVEAL.openFor(field.label)}
          title={REVEAL.hint}
          loading={errand.busy}
          onClick={() => void reveal()}
        >
          {REVEAL.open}
        </Button>
      ) : null}
      {field.locked ? (
        <Button
          id={id}
          type="text"
          size="small"
          icon={<Icon name="edit" />}
          aria-label={CORRECT.openFor(field.label)}
          title={CORRECT.open}
          onClick={() => ask({ key: field.key, what: 'correct' })}
        />
      ) : null}
      <Objection field={field} onObject={() => ask({ key: field.key, what: 'object' })} />
    </div>
  );
}

/** What the sources say, side by side, until somebody decides. */
function Undecided({ id, field, ask }: { id: string; field: FormField; ask: FieldRowProps['ask'] }) {
  const candidates = field.conflict?.candidates ?? [];
  return (
    <div className="conflict">
      <p className="field-problem">{CONFLICT.note(candidates.length)}</p>
      <CandidateList field={field} candidates={candidates} />
      <Button
        id={id}
        type="primary"
        ghost
        aria-label={CONFLICT.openFor(field.label)}
        onClick={() => ask({ key: field.key, what: 'decide' })}
      >
        {CONFLICT.open}
      </Button>
    </div>
  );
}

function sourceTitle({ source, deviation, conflict }: FormField): string {
  if (deviation) return CORRECT.was(sourceName(deviation.former.source), deviation.reason);
  if (conflict?.decided)
    return CONFLICT.because(CONFLICT.decided[conflict.decided.by], conflict.decided.reason);
  switch (source?.from) {
    case 'licence':
      return FORM.sourceTitle(source.name, source.issuer);
    case 'id-card':
      return FORM.sourceCard;
    case 'holder':
      return FORM.sourceHolder;
    case 'earlier-case':
      return FORM.sourceEarlier(source.number, writeDay(dayOf(source.at)));
    default:
      return '';
  }
}
