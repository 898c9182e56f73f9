import { dueCheckpoint, saveCheckpoint, signCheckpoint } from '../../audit';
import type { CaseworkDeps } from '../deps';
import type { SealKeeper } from '../sealing/seal-keeper';

export interface AuditKeeper {
  /** Has the seal sign for the record where that is due. `always`: when somebody leaves or the window closes. */
  sign(options?: { always: boolean }): Promise<void>;
}

/** Signs checkpoints of the audit chain. One that cannot be signed now is signed with the next; nothing waits for it. */
export function createAuditKeeper(deps: CaseworkDeps, seal: SealKeeper): AuditKeeper {
  return {
    async sign({ always } = { always: false }) {
      const token = seal.current();
      const due = token && dueCheckpoint(deps.store.read, { clock: deps.clock, always });
      if (!due) return;
      try {
        const signed = await signCheckpoint(due, token);
        deps.store.transaction((tx) => saveCheckpoint(tx, signed));
      } catch (error) {
        deps.log.warn('store', 'audit checkpoint not written', {
          error: error instanceof Error ? error.name : 'unknown',
        });
      }
    },
  };
}
