// What must be true afterwards, read from the workstation's own file and from the province.
import path from 'node:path';
import Database from 'better-sqlite3';

/**
 * Opens the stopped workstation's database with the key the shell kept and tells what is in it.
 * @param {string} path
 * @param {string} kept
 */
export function readStore(path, kept) {
  const { key } = JSON.parse(Buffer.from(kept, 'base64').toString('utf8'));
  const database = new Database(path, { fileMustExist: true });
  try {
    database.pragma("cipher='sqlcipher'");
    database.pragma('legacy=4');
    database.pragma(`key="x'${Buffer.from(key, 'base64').toString('hex')}'"`);
    const count = (/** @type {string} */ sql) => Number(database.prepare(sql).pluck().get());
    return {
      integrity: String(database.pragma('integrity_check', { simple: true })),
      brokenReferences: /** @type {unknown[]} */ (database.pragma('foreign_key_check')).length,
      receipts: /** @type {{ id: string, sha256: string }[]} */ (
        database.prepare('SELECT id, sha256 FROM receipt').all()
      ),
      openCases: count('SELECT count(*) FROM case_file WHERE closed_at IS NULL'),
      closedWithContent: count(`SELECT count(*) FROM case_file WHERE closed_at IS NOT NULL AND body <> '{}'`),
      keysOfClosedCases: count(
        'SELECT count(*) FROM case_key WHERE case_id NOT IN (SELECT id FROM case_file WHERE closed_at IS NULL)',
      ),
      filesOfClosedCases: count(
        'SELECT count(*) FROM case_attachment WHERE case_id NOT IN (SELECT id FROM case_file WHERE closed_at IS NULL)',
      ),
      receiptsWithoutCase: count(
        'SELECT count(*) FROM receipt WHERE case_id NOT IN (SELECT id FROM case_file WHERE closed_at IS NOT NULL)',
      ),
      receiptsWithoutParcel: count('SELECT count(*) FROM receipt WHERE seq NOT IN (SELECT seq FROM parcel)'),
      receiptsNotAudited: count(
        `SELECT count(*) FROM receipt WHERE case_id NOT IN (SELECT case_id FROM audit_line
         WHERE action = 'receipt-sealed' GROUP BY case_id HAVING count(*) = 1)`,
      ),
      notAcknowledged: count(`SELECT count(*) FROM parcel WHERE state <> 'acknowledged'
        OR seq NOT IN (SELECT parcel_seq FROM acknowledgement)`),
      withAttachment: count(`SELECT count(*) FROM receipt WHERE item_seq = 484`),
      answeredAsDuplicate: count('SELECT count(*) FROM acknowledgement WHERE duplicate = 1'),
    };
  } finally {
    database.close();
  }
}

/**
 * What SQLite says of the stopped province's own file.
 * @param {string} dataDir
 */
export function provinceIntegrity(dataDir) {
  const database = new Database(path.join(dataDir, 'province.db'), { fileMustExist: true });
  try {
    return String(database.pragma('integrity_check', { simple: true }));
  } finally {
    database.close();
  }
}

/**
 * Every way in which what was promised is not so; empty when all is well.
 * @param {{ store: ReturnType<typeof readStore>, received: import('./province.mjs').Received[], handed: Set<string>, auditIntact: boolean,
 *   provinceIntegrity: string, stray: string[], orphans: number, backupRestores: boolean }} found
 */
export function problemsIn(found) {
  const { store, received, handed, auditIntact, provinceIntegrity, stray, orphans, backupRestores } = found;
  const sealed = new Map(store.receipts.map(({ id, sha256 }) => [id, sha256]));
  const arrived = new Map(received.map(({ receiptId, sha256 }) => [receiptId, sha256]));
  /** @type {[string, number][]} */
  const counts = [
    ['handed out and not in the workstation', [...handed].filter((id) => !sealed.has(id)).length],
    ['handed out and not at the province', [...handed].filter((id) => !arrived.has(id)).length],
    ['sealed and not at the province', [...sealed.keys()].filter((id) => !arrived.has(id)).length],
    ['at the province and unknown here', [...arrived.keys()].filter((id) => !sealed.has(id)).length],
    ['at the province twice', received.length - arrived.size],
    ['other bytes at the province', [...sealed].filter(([id, sha256]) => arrived.get(id) !== sha256).length],
    ['audit chain broken', auditIntact ? 0 : 1],
    ['database damaged', store.integrity === 'ok' ? 0 : 1],
    ['broken references', store.brokenReferences],
    ['case left open', store.openCases],
    ['closed case with content', store.closedWithContent],
    ['key of a closed case', store.keysOfClosedCases],
    ['file of a closed case', store.filesOfClosedCases],
    ['province damaged', provinceIntegrity === 'ok' ? 0 : 1],
    ['stray file', stray.length],
    ['process left behind', orphans],
    ['backup that does not restore', backupRestores ? 0 : 1],
    ['receipt whose case is not closed', store.receiptsWithoutCase],
    ['receipt without parcel', store.receiptsWithoutParcel],
    ['receipt not once in the audit', store.receiptsNotAudited],
    ['parcel not acknowledged', store.notAcknowledged],
  ];
  return counts.filter(([, count]) => count > 0).map(([what, count]) => `${what}: ${count}`);
}
