import type { CaseView } from '../../../contract/calls';
import { fail, type Result } from '../../../contract/failures/failure';
import type { Credential } from '../../../contract/flow/credential';
import type { SqlTx } from '../../../contract/ports/database';
import type { CaseFile } from '../case/case-file';
import type { OpenCase } from '../case/open-case';
import type { CaseworkDeps } from '../deps';

/** What came with a number that this window called. */
export interface Called {
  number: string;
  itemSeq: number | null;
  credential: Credential;
}

export interface CalledCase {
  /** Nobody is being served: a number may be called. */
  isFree(): boolean;
  /** The case begins with what came with the number; `also` goes with it. CLERK_SIGNED_OUT; CASE_QUEUE_BUSY where somebody came in between. */
  takeCalled(called: Called, also: (tx: SqlTx) => void): Result<CaseView>;
}

export interface CalledCasePorts extends OpenCase {
  /** Account of whoever is signed in. */
  clerk: () => string | null;
  freshCase: (clerk: string) => CaseFile;
}

/**
 * A called number opens identification with identity and item, and nothing is typed again (R36). The province is not asked
 * by itself: the holder must have come to the window first, and the clerk says so by going on.
 */
export function createCalledCase(deps: Pick<CaseworkDeps, 'catalogue'>, ports: CalledCasePorts): CalledCase {
  const { catalogue } = deps;

  function isFree(): boolean {
    const open = ports.open();
    return open === null || (open.state === 'Identifying' && !open.credential && !open.acting?.helper);
  }

  return {
    isFree,
    takeCalled({ number, itemSeq, credential }, also) {
      const clerk = ports.clerk();
      if (clerk === null) return fail('CLERK_SIGNED_OUT');
      if (!isFree()) return fail('CASE_QUEUE_BUSY');
      const file = ports.open() ?? ports.freshCase(clerk);
      // An item that this hall does not handle is chosen anew at the window.
      const item = itemSeq !== null && catalogue.definition(itemSeq).ok ? itemSeq : null;
      // What somebody else said of their licences is nothing about whoever comes now.
      const begun = { itemSeq: item, edition: catalogue.edition, credential, ticket: number, stated: [] };
      ports.become({ ...file, ...begun, acting: null, consent: null, failure: null }, (tx) => {
        ports.audit(tx, 'ticket-called', file.id, { number, ...(item !== null && { item }) });
        also(tx);
      });
      return ports.shown();
    },
  };
}
