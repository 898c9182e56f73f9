// The queue: what a durable enqueue costs against a bare insert of the same bytes (a receipt and its parcel as it is sent),
// and against one of the bytes that come to lie on the disk, where the PDF is kept once and not again in the parcel; whether a
// million parcels make it slower; beside it, what two published queues take. --parcels N: how many stand for "many" (200,000; the target is
// for 1,000,000).
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { cacheDir, rootDir } from '../base/paths.mjs';
import { bundlePart } from '../build/bundle.mjs';
import { peerCosts } from './outbox-peers.mjs';

const sources = {
  store: 'main/core/store/index.ts',
  outbox: 'main/core/outbox/index.ts',
  receipt: 'main/core/receipt/index.ts',
  audit: 'main/core/audit/index.ts',
  base: 'main/core/base/index.ts',
  database: 'native/database/index.ts',
};

const PDF_BYTES = 100_000;
/** As it is sent, with the PDF in it as base64. */
const PARCEL_BYTES = 150_000;
/** As it is queued. */
const QUEUED_BYTES = PARCEL_BYTES - 4 * Math.ceil(PDF_BYTES / 3);
const ROUNDS = 180;
const FEW = 1_000;

const { values } = parseArgs({ strict: false, options: { parcels: { type: 'string', default: '200000' } } });
const many = Number(values.parcels);
const builtDir = path.join(cacheDir, 'bench-outbox');
const workDir = mkdtempSync(path.join(tmpdir(), 'hall-bench-'));

/** @param {number[]} times */
const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
/** @param {() => void} work */
function timed(work) {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}
/** @param {number} value */
const round = (value) => Number(value.toFixed(3));
/** @param {any} result */
function must(result) {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

try {
  await bundlePart(
    {
      name: 'core',
      kind: 'node',
      outDir: '',
      entries: sources,
      sources: [],
      format: 'esm',
      target: 'node22',
    },
    builtDir,
    'production',
  );
  /** @type {Record<string, any>} */
  const parts = {};
  for (const name of Object.keys(sources))
    parts[name] = await import(pathToFileURL(path.join(builtDir, `${name}.mjs`)).href);
  const { systemClock: clock, systemIds: ids, silentLog: log } = parts.base;
  const ports = { clock, ids };
  const key = ids.bytes(32);
  const sha = 'a'.repeat(64);
  let number = 0;

  /** @param {string} name */
  const openAt = (name) =>
    must(
      parts.store.openStore({
        driver: parts.database.databaseDriver,
        dir: path.join(workDir, name),
        key,
        clock,
        log,
      }),
    );
  /** A case as it is before its receipt: on record already, which is not part of sealing it. @param {any} store */
  function openCase(store) {
    const caseId = ids.next();
    store.transaction((/** @type {any} */ tx) =>
      parts.audit.appendAudit(tx, { actor: 'clerk', action: 'case-open', caseId, facts: {} }, ports),
    );
    return caseId;
  }
  /** What has been sealed and is not saved yet. @param {string} caseId @param {Uint8Array} pdf */
  function sealed(caseId, pdf) {
    number += 1;
    return {
      id: ids.next(),
      caseId,
      formId: ids.next(),
      itemSeq: 37,
      itemName: '样例事项',
      number: `N-${number}`,
      sealedAt: clock.now(),
      sha256: sha,
      size: pdf.length,
      training: false,
      auditHead: sha,
      signer: { subject: 'CN', notAfter: 1 },
    };
  }
  /** @param {any} store @param {any} receipt @param {Uint8Array} pdf @param {Uint8Array} body @param {string} lane */
  function enqueue(store, receipt, pdf, body, lane) {
    store.transaction((/** @type {any} */ tx) => {
      parts.receipt.saveReceipt(tx, receipt, pdf);
      parts.outbox.enqueueParcel(tx, { receiptId: receipt.id, lane, body }, ports);
      const facts = { receiptId: receipt.id, number: receipt.number, sha256: sha };
      parts.audit.appendAudit(
        tx,
        { actor: 'clerk', action: 'receipt-sealed', caseId: receipt.caseId, facts },
        ports,
      );
    });
  }

  const result = {
    benchmark: 'outbox',
    enqueue: enqueueCost(),
    peers: await peerCosts(workDir, PDF_BYTES + PARCEL_BYTES, median),
    scale: scaleCost(),
  };
  const outDir = path.join(rootDir, 'out', 'bench');
  mkdirSync(outDir, { recursive: true });
  writeFileSync(path.join(outDir, 'outbox.json'), `${JSON.stringify(result, null, 2)}\n`);
  const { enqueue: cost, scale } = result;
  console.log(
    `durable enqueue (receipt, parcel and audit line in one transaction): ${cost.keptRatio} x the rate of a bare insert of the same ` +
      `${PDF_BYTES + QUEUED_BYTES} bytes (${cost.enqueueMs} ms beside ${cost.bareKeptMs} ms; target 0.8)`,
  );
  console.log(
    `  against a bare insert of the ${PDF_BYTES + PARCEL_BYTES} bytes of receipt and parcel as sent, which store the PDF twice: ${cost.ratio} x (${cost.bareMs} ms)`,
  );
  for (const [name, ms] of Object.entries(result.peers))
    console.log(`  beside it, unencrypted: ${name} ${ms} ms`);
  console.log(
    `with ${scale.many} parcels on disk against ${FEW}: enqueue ${scale.enqueueRatio} x, lease ${scale.leaseRatio} x (target 1.2); ` +
      `start ${scale.startRatio} x that of an empty store (target 1.5; ${scale.startMs.many} ms beside ${scale.startMs.none} ms)`,
  );

  /** Under the same key, cipher and settings. @param {string} name @param {number} size */
  function bareInserts(name, size) {
    const file = path.join(workDir, `${name}.db`);
    const connection = must(parts.database.databaseDriver.open({ path: file, key, create: true }));
    connection.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT');
    const bytes = ids.bytes(size);
    return {
      insert: () => void connection.run('INSERT INTO bare (body) VALUES (?)', bytes),
      close: () => connection.close(),
    };
  }

  /** In turns, each of them first as often as the others, so that what the machine does meanwhile strikes all. */
  function enqueueCost() {
    const store = openAt('enqueue');
    const pdf = ids.bytes(PDF_BYTES);
    const body = ids.bytes(QUEUED_BYTES);
    const bare = bareInserts('bare', PDF_BYTES + PARCEL_BYTES);
    const bareKept = bareInserts('bare-kept', PDF_BYTES + QUEUED_BYTES);
    /** @type {number[]} */
    const own = [];
    /** @type {number[]} */
    const base = [];
    /** @type {number[]} */
    const baseKept = [];
    const turns = [
      () => {
        const receipt = sealed(openCase(store), pdf);
        own.push(timed(() => enqueue(store, receipt, pdf, body, 'receipts')));
      },
      () => base.push(timed(bare.insert)),
      () => baseKept.push(timed(bareKept.insert)),
    ];
    for (let at = 0; at < ROUNDS; at += 1)
      for (let turn = 0; turn < turns.length; turn += 1) turns[(at + turn) % turns.length]?.();
    bare.close();
    bareKept.close();
    store.close();
    return {
      ratio: round(median(base) / median(own)),
      enqueueMs: round(median(own)),
      bareMs: round(median(base)),
      keptRatio: round(median(baseKept) / median(own)),
      bareKeptMs: round(median(baseKept)),
      samples: own.length,
    };
  }

  /** @param {any} store @param {number} count */
  function fill(store, count) {
    const body = ids.bytes(200);
    const BATCH = 20_000;
    for (let done = 0; done < count; done += BATCH) {
      store.transaction((/** @type {any} */ tx) => {
        for (let at = done; at < Math.min(done + BATCH, count); at += 1) {
          number += 1;
          const id = ids.next();
          tx.run(
            `INSERT INTO receipt (id, case_id, number, item_seq, sealed_at, sha256, size, facts)
             VALUES (?, ?, ?, 37, 1, ?, 4, '{}')`,
            id,
            ids.next(),
            `F-${number}`,
            sha,
          );
          // Most are delivered and kept for the record, as on a machine of some years; a tenth waits out a long outage.
          const waits = at % 10 === 0;
          tx.run(
            `INSERT INTO parcel (seq, lane, state, attempts, created_at, due_at, leased_until, last_code, has_body)
             SELECT seq, 'receipts', ?, 1, 1, 1, NULL, '', ? FROM receipt WHERE id = ?`,
            waits ? 'waiting' : 'acknowledged',
            waits ? 1 : 0,
            id,
          );
          if (waits) tx.run('INSERT INTO parcel_body SELECT seq, ? FROM receipt WHERE id = ?', body, id);
        }
      });
    }
    store.checkpoint();
  }

  function scaleCost() {
    const startNone = startMs('start-none', 0);
    const few = openAt('few');
    const lots = openAt('many');
    fill(few, FEW);
    fill(lots, many);
    const small = ids.bytes(2_000);
    /** @type {Record<string, number[]>} */
    const times = { fewEnqueue: [], manyEnqueue: [], fewLease: [], manyLease: [] };
    /** @param {any} store */
    const lease = (store) =>
      store.transaction((/** @type {any} */ tx) => {
        const leased = parts.outbox.leaseNext(tx, { now: clock.now(), leaseMs: 60_000 });
        if (!leased) throw new Error('nothing to lease');
        must(
          parts.outbox.acknowledge(
            tx,
            leased.parcel.receiptId,
            { provinceRef: `P-${leased.parcel.receiptId}`, receivedAt: 1, duplicate: false },
            ports,
          ),
        );
      });
    for (let at = 0; at < 90; at += 1) {
      const [fewSealed, manySealed] = [sealed(openCase(few), small), sealed(openCase(lots), small)];
      times.fewEnqueue?.push(timed(() => enqueue(few, fewSealed, small, small, 'receipts')));
      times.manyEnqueue?.push(timed(() => enqueue(lots, manySealed, small, small, 'receipts')));
      times.fewLease?.push(timed(() => lease(few)));
      times.manyLease?.push(timed(() => lease(lots)));
    }
    few.close();
    lots.close();
    const startMany = startMs('many', 1);
    const ratio = (/** @type {string} */ what) =>
      round(median(times[`many${what}`] ?? []) / median(times[`few${what}`] ?? []));
    return {
      many,
      few: FEW,
      enqueueRatio: ratio('Enqueue'),
      leaseRatio: ratio('Lease'),
      startRatio: round(startMany / startNone),
      startMs: { none: round(startNone), many: round(startMany) },
    };
  }

  /** Opening, giving leases back, counting, looking for what is due: all a start does with the queue. @param {string} name @param {number} least */
  function startMs(name, least) {
    if (least === 0) openAt(name).close();
    const times = [];
    for (let at = 0; at < 9; at += 1) {
      let store;
      times.push(
        timed(() => {
          store = openAt(name);
          store.transaction((/** @type {any} */ tx) => parts.outbox.releaseLeases(tx));
          parts.outbox.outboxCounts(store.read);
          parts.outbox.nextDueAt(store.read);
        }),
      );
      /** @type {any} */ (store)?.close();
    }
    return median(times);
  }
} finally {
  rmSync(workDir, { recursive: true, force: true });
}
