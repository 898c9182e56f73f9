import type { AuditCheckView } from '../../../contract/calls';
import type { Verdict } from '../../../contract/flow/grant';
import { type AuditAction, auditDeletions, auditHead, verifyAuditInTurns } from '../../audit';
import { caseIdOf, isGivenBefore, partsOfNumber, sealedAuditHeads, verifyReceipt } from '../../receipt';
import type { CaseworkDeps } from '../deps';
import type { SealKeeper } from '../sealing/seal-keeper';

/**
 * What a receipt in somebody's hands says of the record. `held`: the line is there; `lost`: it went with a restored backup;
 * `missing`: the record is not good up to there; `other`: the receipt is another window's; `unsaid`: not genuine, or older than
 * such receipts.
 */
export interface ReceiptWord {
  verdict: Verdict;
  number: string;
  seq: number;
  held: 'held' | 'lost' | 'missing' | 'unsaid' | 'other';
}

export interface AuditCheck extends AuditCheckView {
  checkpoints: number;
  /** Hash of the newest line. */
  head: string;
  /** Where a receipt was to be held against the record. */
  receipt?: ReceiptWord;
}

export interface AuditCheckOptions {
  /** False leaves the province out. */
  askProvince?: boolean;
  /** A sealed file, as the applicant has it. */
  receipt?: Uint8Array;
}

/** A place of the chain that the province or a receipt tells of. */
interface Told {
  seq: number;
  head: string;
  number?: string | undefined;
  /** Epoch ms: when it was there already. */
  at?: number | undefined;
}

/**
 * Holds the record of operations against itself, the seal's signatures, the receipts that lie here, the province, and a receipt
 * that somebody brought.
 */
export function createAuditCheck(
  deps: CaseworkDeps,
  ports: {
    audited: (action: AuditAction, facts: Record<string, string | number | boolean>) => void;
    seal: Pick<SealKeeper, 'roots'>;
  },
): (options?: AuditCheckOptions) => Promise<AuditCheck> {
  const { store, clock } = deps;

  /** Null where the province could not be asked: then only this machine speaks for itself. */
  async function provinceHeads() {
    const { windowNo } = deps.place();
    const answer = await deps.province.ask('readAuditHeads', { params: { windowNo } });
    return answer.ok && answer.value.windowNo === windowNo ? answer.value.heads : null;
  }

  /** What the file says, and the place to look for; none where it cannot speak for this window. */
  async function wordOf(file: Uint8Array): Promise<{ word: ReceiptWord; place: Told | null }> {
    const judged = await verifyReceipt(file, { trust: ports.seal.roots(), now: clock.now() });
    const verdict = judged.ok ? judged.value.verdict : 'failed';
    const record = judged.ok ? judged.value.record : null;
    const { number, seq } = record ?? { number: '', seq: 0 };
    if (record === null || verdict !== 'passed')
      return { word: { verdict, number, seq, held: 'unsaid' }, place: null };
    if (partsOfNumber(number)?.windowNo !== deps.place().windowNo)
      return { word: { verdict, number, seq, held: 'other' }, place: null };
    const signedAt = judged.ok ? judged.value.signedAt : null;
    // A file tells the second; it was there at its end.
    const at = signedAt === null ? undefined : signedAt + 999;
    return { word: { verdict, number, seq, held: 'held' }, place: { ...record, at } };
  }

  return async ({ askProvince = true, receipt } = {}) => {
    const brought = receipt ? await wordOf(receipt) : null;
    const heads = askProvince ? await provinceHeads() : null;
    const told: Told[] = (heads ?? []).map(({ seq, head, receipt: about }) => ({
      ...{ seq, head, number: about?.number, at: about?.receivedAt },
    }));
    const place = brought?.place ?? null;
    const checked = await verifyAuditInTurns(store.read, {
      knownHeads: sealedAuditHeads(store.read),
      knownPlaces: place ? [...told, place] : told,
      roots: ports.seal.roots(),
      // By its number, which no clock moves, or by when it was there: a backup restored twice gives numbers again.
      mayBeLost: ({ number = '', at = Number.POSITIVE_INFINITY }, restored) =>
        isGivenBefore(number, String(restored.facts.firstNumber)) || at < restored.at,
    });
    const intact = checked.brokenAt === null;
    const onlyProvince = (heads ?? []).flatMap(({ receipt: about }) =>
      about && caseIdOf(store.read, about.id) === undefined ? [about] : [],
    );
    const isHeld = place === null || place.seq <= checked.lines;
    const held = place && checked.lost.includes(place) ? 'lost' : isHeld ? brought?.word.held : 'missing';
    const facts = { intact, lines: checked.lines, province: heads?.length ?? -1 };
    ports.audited('audit-verified', {
      ...facts,
      lost: onlyProvince.length,
      ...(place?.number !== undefined && { receipt: place.number }),
    });
    return {
      intact,
      verdict: !intact ? 'broken' : checked.restorings.length > 0 ? 'restored' : 'whole',
      lines: checked.lines,
      brokenAt: checked.brokenAt,
      provinceHeads: heads?.length ?? null,
      restorings: checked.restorings.map(({ line: { seq, at, facts: said }, signed }) => ({
        ...{ seq, at, backup: String(said.backup ?? ''), signed },
      })),
      onlyProvince: onlyProvince.map(({ number, sealedAt }) => ({ number, sealedAt })),
      deletions: auditDeletions(store.read),
      checkpoints: checked.checkpoints,
      head: auditHead(store.read),
      ...(brought && { receipt: { ...brought.word, held: held ?? 'unsaid' } }),
    };
  };
}
