import { Input, type InputRef } from 'antd';
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ItemView } from '../../../main/contract/calls';
import type { Failure } from '../../../main/contract/failures/failure';
import { isTyping, KEYS, useHall, useKey, useSnapshot } from '../../hall';
import { Chip, EmptyNote, FailureNote, Icon, Key } from '../../parts';
import { IDENTIFY } from '../../words';

const FOUND_MAX = 50;

/** Items as one types: the common ones first, then what the catalogue finds. Arrow keys move, Enter chooses. */
export function ItemSearch({
  busy,
  onMark,
  onChoose,
}: {
  busy: boolean;
  /** Which item Enter and the primary key would choose; null while the list is empty. */
  onMark: (seq: number | null) => void;
  onChoose: (seq: number) => void;
}) {
  const { commonItems } = useSnapshot();
  const [text, setText] = useState('');
  const { found, isCurrent, failure } = useFound(text);
  const items = text.trim() === '' ? commonItems : (found ?? []);
  // Enter was pressed before the answer to what is typed had come.
  const [eager, setEager] = useState(false);
  const [marked, setMarked] = useState(0);
  const input = useRef<InputRef>(null);
  const list = useRef<HTMLDivElement>(null);
  useKey('search', () => input.current?.focus({ cursor: 'all' }));
  useTypingAnywhere(() => input.current?.focus());
  const at = Math.min(marked, Math.max(items.length - 1, 0));

  const markedSeq = isCurrent ? (items[at]?.seq ?? null) : null;
  useEffect(() => onMark(markedSeq), [onMark, markedSeq]);
  const chooseFound = useEffectEvent(onChoose);
  useEffect(() => {
    if (!eager || !isCurrent) return;
    setEager(false);
    if (markedSeq !== null) chooseFound(markedSeq);
  }, [eager, isCurrent, markedSeq]);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setMarked(Math.max(0, Math.min(items.length - 1, at + step)));
    } else if (event.key === 'Enter' && !busy) {
      if (!isCurrent) setEager(true);
      else if (markedSeq !== null) onChoose(markedSeq);
    }
  };
  return (
    <div className="search">
      <Input
        ref={input}
        size="large"
        autoFocus
        allowClear={{ clearIcon: <Icon name="close" /> }}
        maxLength={80}
        value={text}
        prefix={<Icon name="search" />}
        suffix={<Key name={KEYS.search} />}
        placeholder={IDENTIFY.search}
        role="combobox"
        aria-label={IDENTIFY.search}
        aria-expanded
        aria-controls="items"
        aria-activedescendant={items[at] ? `item-${items[at].seq}` : undefined}
        onChange={(event) => {
          setText(event.target.value);
          setMarked(0);
          setEager(false);
        }}
        onKeyDown={onKeyDown}
      />
      <p className="search-count quiet">
        {text.trim() === ''
          ? IDENTIFY.common
          : found
            ? IDENTIFY.found(found.length, found.length === FOUND_MAX)
            : ''}
      </p>
      <FailureNote failure={failure} />
      {found?.length === 0 && text.trim() !== '' && !failure ? (
        <EmptyNote icon="search" title={IDENTIFY.none} text={IDENTIFY.noneHint} />
      ) : (
        <div className="items scroll" id="items" role="listbox" aria-label={IDENTIFY.item} ref={list}>
          {items.map((item, index) => (
            <ItemRow
              key={item.seq}
              item={item}
              marked={index === at}
              onPoint={() => setMarked(index)}
              onChoose={() => onChoose(item.seq)}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function ItemRow({
  item,
  marked,
  onPoint,
  onChoose,
}: {
  item: ItemView;
  marked: boolean;
  onPoint: () => void;
  onChoose: () => void;
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the search box, which keeps the focus.
    <div
      id={`item-${item.seq}`}
      role="option"
      aria-selected={marked}
      tabIndex={-1}
      className={item.defined ? 'item' : 'item item-undefined'}
      onMouseMove={marked ? undefined : onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className="item-seq">{item.seq}</span>
      <span className="item-text">
        <span className={item.name ? 'item-name' : 'item-name item-nameless'}>
          {item.name || IDENTIFY.nameMissing}
        </span>
        <span className="item-department">
          {item.parts.length > 0 ? item.parts.join('、') : item.department}
        </span>
      </span>
      <span className="item-facts">
        {item.trial ? (
          <Chip tone="attention" icon="none">
            {IDENTIFY.trial}
          </Chip>
        ) : null}
        {item.defined && !item.generic ? (
          <>
            {item.parts.length > 0 ? <span>{IDENTIFY.theme(item.parts.length)}</span> : null}
            <span>{item.audience === 'enterprise' ? IDENTIFY.enterprise : IDENTIFY.person}</span>
            <span>{IDENTIFY.materials(item.materialCount)}</span>
            <span>{IDENTIFY.fields(item.fieldCount)}</span>
          </>
        ) : (
          <Chip tone="plain" icon="none">
            {item.generic ? IDENTIFY.generic : IDENTIFY.undefined}
          </Chip>
        )}
      </span>
    </div>
  );
}

interface Found {
  /** The text this was found for. */
  readonly text: string;
  readonly items: readonly ItemView[] | null;
  readonly failure: Failure | null;
}
const NOTHING: Found = { text: '', items: null, failure: null };

/**
 * What the catalogue finds for `text`; answers that come late for an older text are dropped. Until the answer is there
 * the last list stays on show, but it is not `isCurrent`: nothing may be chosen from it.
 */
function useFound(text: string): {
  found: readonly ItemView[] | null;
  isCurrent: boolean;
  failure: Failure | null;
} {
  const { facade } = useHall();
  const wanted = text.trim();
  const [state, setState] = useState(NOTHING);
  useEffect(() => {
    if (wanted === '') {
      setState(NOTHING);
      return;
    }
    let current = true;
    void facade.item.search({ text: wanted, limit: FOUND_MAX }).then((answer) => {
      if (!current) return;
      setState(
        answer.ok
          ? { text: wanted, items: answer.value, failure: null }
          : { text: wanted, items: [], failure: answer.failure },
      );
    });
    return () => {
      current = false;
    };
  }, [facade, wanted]);
  return { found: state.items, isCurrent: wanted === state.text, failure: state.failure };
}

/** A printable key pressed while no field has the focus goes to the search box. */
function useTypingAnywhere(focus: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]')) return;
      if (event.key.length === 1 && event.key !== ' ' && event.key !== '/') focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });
}
