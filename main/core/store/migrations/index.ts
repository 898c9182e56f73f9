/**
 * migrations: the schema's history, oldest first. Numbers go up in tens, so a hot-fix fits in between; forward only.
 * May import: nothing (a migration must mean the same for ever, whatever becomes of the code around it).
 * Imported by: store.
 */
import { foundation } from './0010-foundation';
import { caseAttachments } from './0020-case-attachments';
import { caseKeys } from './0030-case-keys';
import { caseFigures } from './0040-case-figures';
import { auditCheckpoints } from './0050-audit-checkpoints';
import { queueAtScale } from './0060-queue-at-scale';
import { storeMarks } from './0070-store-marks';
import { clientCredential } from './0080-client-credential';
import { errands } from './0090-errands';
import { peopleAndRights } from './0100-people-and-rights';
import { offlineEntries } from './0110-offline-entries';
import { parcelBodies } from './0120-parcel-bodies';
import { auditDigests } from './0140-audit-digests';
import { receiptFiles } from './0150-receipt-files';
import { licenceQuality } from './0180-licence-quality';
import { reportedAndBackfilled } from './0190-reported-and-backfilled';
import { leanEnqueue } from './0200-lean-enqueue';
import { calledTicket } from './0210-called-ticket';
import { keptErrands } from './0220-kept-errands';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

export const MIGRATIONS: readonly Migration[] = [
  foundation,
  caseAttachments,
  caseKeys,
  caseFigures,
  auditCheckpoints,
  queueAtScale,
  storeMarks,
  clientCredential,
  errands,
  peopleAndRights,
  offlineEntries,
  parcelBodies,
  auditDigests,
  receiptFiles,
  licenceQuality,
  reportedAndBackfilled,
  leanEnqueue,
  calledTicket,
  keptErrands,
];
