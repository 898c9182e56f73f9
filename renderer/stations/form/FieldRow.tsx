import { Input, Select } from 'antd';
import { memo, useState, useSyncExternalStore } from 'react';
import { FAILURE_WORDS } from '../../../main/contract/failures/words.zh-CN';
import type { FormField } from '../../../main/contract/flow/form';
import { evidenceKey, useHall, usePointing, useSourceLit } from '../../hall';
import { Chip, Icon, type IconName, type Tone } from '../../parts';
import { FIELD_PROBLEM, FORM } from '../../words';
import { type FieldState, fieldState, isWide, normaliseTyped, writeValue } from './form-layout';

const LOOK: Record<FieldState, { tone: Tone; icon: IconName }> = {
  licence: { tone: 'verified', icon: 'licence' },
  'id-card': { tone: 'verified', icon: 'card' },
  holder: { tone: 'verified', icon: 'user' },
  clerk: { tone: 'action', icon: 'edit' },
  missing: { tone: 'attention', icon: 'missing' },
  wrong: { tone: 'danger', icon: 'danger' },
  empty: { tone: 'plain', icon: 'none' },
};

export const FieldRow = memo(function FieldRow({ field, about }: { field: FormField; about: string }) {
  const { drafts } = useHall();
  const draft = useSyncExternalStore(drafts.subscribe, () => drafts.get(field.key));
  const source = evidenceKey(field.source);
  const pointing = usePointing(source, field.source && 'element' in field.source ? field.source.element : '');
  const isLit = useSourceLit(source);
  const state = fieldState(field, draft?.value);
  const look = LOOK[state];
  const id = `field-${field.key}`;
  const refused =
    draft?.failure && draft.failure.retry !== 'automatic' ? FAILURE_WORDS[draft.failure.code] : null;
  const problem =
    field.problem && draft === undefined && state === 'wrong'
      ? FIELD_PROBLEM[field.problem.code](about)
      : null;
  const className = ['field', `field-${state}`, isWide(field) ? 'field-wide' : '', isLit ? 'field-lit' : ''];
  return (
    <div className={className.filter(Boolean).join(' ')} {...pointing}>
      <label className="field-label" htmlFor={field.locked ? undefined : id}>
        {field.label}
        {field.required && !field.locked ? <span className="visually-hidden">{FORM.required}</span> : null}
      </label>
      <div className="field-value">
        {field.locked ? (
          <p id={id} tabIndex={field.problem ? 0 : -1} className="field-locked" title={sourceTitle(field)}>
            {writeValue(field, field.value)}
          </p>
        ) : (
          <TypedField
            id={id}
            field={field}
            value={draft?.value ?? field.value}
            isWrong={problem !== null || refused !== null}
          />
        )}
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

function TypedField({
  id,
  field,
  value,
  isWrong,
}: {
  id: string;
  field: FormField;
  value: string;
  isWrong: boolean;
}) {
  const { drafts } = useHall();
  const [focused, setFocused] = useState(false);
  if (field.type === 'enum') {
    return (
      <Select
        id={id}
        className="field-select"
        showSearch={field.options.length > 8 ? { optionFilterProp: 'label' } : false}
        suffixIcon={<Icon name="down" />}
        placeholder={FORM.choose}
        status={isWrong ? 'error' : ''}
        options={field.options}
        value={value === '' ? null : value}
        onChange={(chosen: string) => {
          drafts.type(field.key, chosen);
          drafts.commit(field.key);
        }}
      />
    );
  }
  const leave = () => {
    setFocused(false);
    const kept = normaliseTyped(field.type, value);
    if (kept !== value) drafts.type(field.key, kept);
    drafts.commit(field.key);
  };
  return (
    <Input
      id={id}
      autoComplete="off"
      maxLength={400}
      status={isWrong ? 'error' : ''}
      inputMode={field.type === 'number' || field.type === 'phone' ? 'numeric' : 'text'}
      placeholder={field.type === 'date' ? FORM.dateHint : ''}
      aria-invalid={isWrong}
      aria-describedby={isWrong ? `${id}-problem` : undefined}
      value={focused ? value : writeValue(field, value)}
      onFocus={() => setFocused(true)}
      onChange={(event) => drafts.type(field.key, event.target.value)}
      onBlur={leave}
    />
  );
}

function sourceTitle({ source }: FormField): string {
  switch (source?.from) {
    case 'licence':
      return FORM.sourceTitle(source.name, source.issuer);
    case 'id-card':
      return FORM.sourceCard;
    case 'holder':
      return FORM.sourceHolder;
    default:
      return '';
  }
}
