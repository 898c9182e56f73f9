import { Input, Select } from 'antd';
import { useState } from 'react';
import { REGIONS } from '../../../main/contract/catalogue/regions';
import type { FormField } from '../../../main/contract/flow/form';
import { joinReference, splitReference } from '../../../main/contract/flow/reference';
import { Icon } from '../../parts';
import { FORM, REFERENCE, REGION } from '../../words';
import { normaliseTyped, writeValue } from './form-layout';

export interface FieldControlProps {
  readonly id: string;
  readonly field: FormField;
  readonly value: string;
  readonly isWrong: boolean;
  readonly autoFocus?: boolean;
  /** `isWhole`: chosen or left, not half-typed. */
  readonly onChange: (value: string, isWhole: boolean) => void;
  readonly onLeave?: () => void;
}

const REGION_OPTIONS = REGIONS.map(({ code, name }) => ({
  value: code,
  label: name,
  find: `${name}${code}`,
}));

/** What a field of its type is typed or chosen with; knows nothing of where the value goes. */
export function FieldControl(props: FieldControlProps) {
  switch (props.field.type) {
    case 'enum':
      return <EnumControl {...props} />;
    case 'region':
      return <RegionControl {...props} />;
    case 'person':
    case 'enterprise':
      return <ReferenceControl {...props} kind={props.field.type} />;
    default:
      return <TextControl {...props} />;
  }
}

function EnumControl({ id, field, value, isWrong, autoFocus, onChange }: FieldControlProps) {
  return (
    <Select
      id={id}
      className="field-select"
      autoFocus={autoFocus ?? false}
      showSearch={field.options.length > 8 ? { optionFilterProp: 'label' } : false}
      suffixIcon={<Icon name="down" />}
      placeholder={FORM.choose}
      status={isWrong ? 'error' : ''}
      options={field.options}
      value={value === '' ? null : value}
      onChange={(chosen: string) => onChange(chosen, true)}
      getPopupContainer={popupContainer}
    />
  );
}

/** By typing a part of the name, or the code. */
function RegionControl({ id, value, isWrong, autoFocus, onChange }: FieldControlProps) {
  return (
    <Select
      id={id}
      className="field-select"
      autoFocus={autoFocus ?? false}
      showSearch={{ optionFilterProp: 'find' }}
      suffixIcon={<Icon name="down" />}
      placeholder={REGION.hint}
      status={isWrong ? 'error' : ''}
      options={REGION_OPTIONS}
      value={value === '' ? null : value}
      onChange={(chosen: string) => onChange(chosen, true)}
      getPopupContainer={popupContainer}
    />
  );
}

/** A list opened inside a dialog has to lie inside it: everything outside is inert. */
function popupContainer(trigger: HTMLElement): HTMLElement {
  return trigger.closest('dialog') ?? document.body;
}

function ReferenceControl({
  id,
  field,
  value,
  isWrong,
  autoFocus,
  kind,
  onChange,
  onLeave,
}: FieldControlProps & { kind: 'person' | 'enterprise' }) {
  // While one half is typed the two stay apart as typed; joined, a half-typed number could pass for a name.
  const [typing, setTyping] = useState<{ name: string; number: string } | null>(null);
  const shown = typing ?? splitReference(value);
  const change = (halves: { name: string; number: string }) => {
    setTyping(halves);
    onChange(joinReference(halves.name, halves.number), false);
  };
  const leave = () => {
    setTyping(null);
    onLeave?.();
  };
  const common = {
    autoComplete: 'off',
    status: isWrong ? ('error' as const) : ('' as const),
    maxLength: 200,
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a border and a legend of its own making.
    <div
      role="group"
      aria-label={field.label}
      className="reference"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) leave();
      }}
    >
      <Input
        {...common}
        id={id}
        autoFocus={autoFocus ?? false}
        aria-label={REFERENCE[kind].name}
        placeholder={REFERENCE[kind].name}
        value={shown.name}
        onChange={(event) => change({ ...shown, name: event.target.value })}
      />
      <Input
        {...common}
        aria-label={REFERENCE[kind].number}
        placeholder={REFERENCE[kind].number}
        value={shown.number}
        onChange={(event) => change({ ...shown, number: event.target.value.replace(/\s/g, '') })}
      />
    </div>
  );
}

function TextControl({ id, field, value, isWrong, autoFocus, onChange, onLeave }: FieldControlProps) {
  const [focused, setFocused] = useState(false);
  const leave = () => {
    setFocused(false);
    const kept = normaliseTyped(field.type, value);
    if (kept !== value) onChange(kept, true);
    onLeave?.();
  };
  return (
    <Input
      id={id}
      autoComplete="off"
      autoFocus={autoFocus ?? false}
      maxLength={400}
      status={isWrong ? 'error' : ''}
      inputMode={field.type === 'number' || field.type === 'phone' ? 'numeric' : 'text'}
      placeholder={field.type === 'date' ? FORM.dateHint : ''}
      aria-invalid={isWrong}
      aria-describedby={isWrong ? `${id}-problem` : undefined}
      value={focused ? value : writeValue(field, value)}
      onFocus={(event) => {
        setFocused(true);
        // Where the field is what a dialog asks for, typing replaces what stands there.
        if (autoFocus) event.target.select();
      }}
      onChange={(event) => onChange(event.target.value, false)}
      onBlur={leave}
    />
  );
}
