/**
 * What was read, once it is there; until then that it is being read. Why it could not be read, with a way to try again, stands
 * above it.
 */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Reading } from '../hall';
import { FRAME } from '../words';
import { FailureNote } from './FailureNote';

export interface ToldProps<T> {
  readonly reading: Reading<T>;
  /** Says what is being read. */
  readonly waiting: string;
  readonly children: (told: T) => ReactNode;
}

export function Told<T>({ reading: { told, failure, again }, waiting, children }: ToldProps<T>) {
  return (
    <>
      {failure ? (
        <div className="stack">
          <FailureNote failure={failure} />
          <Button className="told-again" onClick={again}>
            {FRAME.retry}
          </Button>
        </div>
      ) : told === null ? (
        <p role="status">{waiting}</p>
      ) : null}
      {/* What was read before stays, and with it a dialog that somebody has opened on it. */}
      {told === null ? null : children(told)}
    </>
  );
}
