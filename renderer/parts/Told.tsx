/** What was read, once it is there; until then that it is being read, or why it could not be and a way to try again. */
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
  if (failure)
    return (
      <div className="stack">
        <FailureNote failure={failure} />
        <Button className="told-again" onClick={again}>
          {FRAME.retry}
        </Button>
      </div>
    );
  return told === null ? <p role="status">{waiting}</p> : children(told);
}
