/** The finer parts of a form through the real core: files, rows, conditions, corrections, masking, drafts that expire. */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import shipped from '../../fixtures/catalogue/editions/2026-11.json' with { type: 'json' };
import { type Province, startProvince } from '../../fixtures/province';
import { ReceiptParcel } from '../../main/contract/province/wire';
import { sha256, systemClock, systemIds } from '../../main/core/base';
import { databaseDriver } from '../../native/database';
import { completeForm, failureOf, must, openTestOffice, type TestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

const ITEM = 37;
const ACCOUNT = '6222021602001234567';
const PNG = Buffer.concat([
  Buffer.from('89504e470d0a1a0a', 'hex'),
  Buffer.from('a picture of nobody'.repeat(9)),
]);

/** The shipped edition with a richer form for one item: a secret, a part that hangs on another, rows, a file. */
function richerEdition(): unknown {
  const plain = { group: '补充', required: false, maxLength: 60 };
  return {
    ...shipped,
    definitions: shipped.definitions.map((definition) =>
      definition.seq === ITEM
        ? {
            ...definition,
            fields: [
              ...definition.fields,
              { ...plain, key: 'payout', label: '收款账号', type: 'text', classification: 4 },
              { ...plain, key: 'agent', label: '受托人', type: 'text' },
              {
                ...plain,
                key: 'agentPhone',
                label: '受托人电话',
                type: 'phone',
                required: true,
                when: { field: 'agent', in: ['王五'] },
              },
            ],
            materials: [
              ...definition.materials,
              {
                key: 'photo',
                name: '近期照片',
                settlement: 'paper',
                fallback: 'paper',
                typeSeq: null,
                basis: '依据',
                attachment: true,
              },
            ],
            tables: [
              {
                key: 'children',
                label: '子女',
                minRows: 0,
                maxRows: 3,
                columns: [{ ...plain, key: 'name', label: '姓名', type: 'text', required: true }],
              },
            ],
          }
        : definition,
    ),
  };
}

/** Stands between the office and the province and keeps the receipts that go by. */
async function listening(province: Province): Promise<{ url: string; parcels: ReceiptParcel[] }> {
  const parcels: ReceiptParcel[] = [];
  const server = createServer((request, answer) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const body = Buffer.concat(chunks);
      const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
      try {
        const passed = await fetch(`${province.url}${request.url}`, {
          method: request.method ?? 'GET',
          headers: headers as Record<string, string>,
          ...(body.length > 0 && { body }),
        });
        const answered = Buffer.from(await passed.arrayBuffer());
        if (request.url?.startsWith('/v1/receipts/'))
          parcels.push(ReceiptParcel.parse(JSON.parse(body.toString())));
        answer.writeHead(passed.status, { 'content-type': passed.headers.get('content-type') ?? '' });
        answer.end(answered);
      } catch {
        // The province is gone, as at the end of a test: so is the line to it.
        answer.destroy();
      }
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, parcels };
}

async function formOpen(clock = systemClock) {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  const wire = await listening(province);
  const dir = tempDir();
  const key = systemIds.bytes(32);
  const open = () => openTestOffice({ dir, key, provinceUrl: wire.url, clock, edition: richerEdition() });
  const hall = await open();
  must(hall.office.cases.chooseItem(ITEM));
  hall.layCard('p01');
  await hall.until((view) => view?.state === 'ReviewingLicences');
  must(hall.office.cases.fillForm());
  return { hall, dir, key, open, parcels: wire.parcels };
}

const fieldOf = (hall: TestOffice, key: string) => hall.view().form?.fields.find((each) => each.key === key);
const photo = { material: 'photo', name: 'C:\\照片.png', base64: PNG.toString('base64') };

/** What lies in the files of the store, still under its keys. */
const onDisk = (dir: string) =>
  Buffer.concat(
    readdirSync(dir)
      .filter((name) => name.startsWith('hall.db'))
      .map((name) => readFileSync(join(dir, name))),
  );

function attachmentsIn(dir: string, key: Uint8Array): { sealed: Uint8Array }[] {
  const file = must(databaseDriver.open({ path: join(dir, 'hall.db'), key, create: false }));
  try {
    return file.all('SELECT sealed FROM case_attachment');
  } finally {
    file.close();
  }
}

describe('a file handed in at the window', () => {
  it('lies in the store under the key of its case and goes to the province with the receipt', async () => {
    const { hall, dir, parcels } = await formOpen();
    const { cases } = hall.office;
    must(cases.attach(photo));
    // As large as a file may be, and more in all than a province takes that counts on receipts only.
    const large = Buffer.concat([PNG, Buffer.alloc(4 * 1024 * 1024 - PNG.length, 1)]).toString('base64');
    for (const name of ['一.png', '二.png']) must(cases.attach({ ...photo, name, base64: large }));
    const material = hall.view().form?.materials.find((each) => each.key === 'photo');
    expect(material).toMatchObject({
      settled: true,
      attachments: [
        { name: '照片.png', mime: 'image/png', size: PNG.length, sha256: sha256(PNG) },
        { name: '一.png' },
        { name: '二.png' },
      ],
    });
    expect(onDisk(dir).includes('a picture of nobody')).toBe(false);
    completeForm(hall.office);
    must(await cases.submit());
    await hall.until((view) => view?.receipt?.delivery === 'acknowledged');
    expect(parcels[0]?.attachments?.map(({ name }) => name)).toEqual(['照片.png', '一.png', '二.png']);
    expect(parcels[0]?.attachments?.slice(0, 1)).toEqual([
      expect.objectContaining({
        material: 'photo',
        name: '照片.png',
        mime: 'image/png',
        sha256: sha256(PNG),
        base64: photo.base64,
      }),
    ]);
  });

  it('is gone when it is taken out, when another item is chosen, and with the case', async () => {
    const { hall, dir, key } = await formOpen();
    const { cases } = hall.office;
    must(cases.attach(photo));
    const held = hall.view().form?.materials.find((each) => each.key === 'photo')?.attachments[0];
    must(cases.detach('photo', held?.id ?? ''));
    expect(attachmentsIn(dir, key)).toEqual([]);
    must(cases.attach(photo));
    expect(attachmentsIn(dir, key)).toHaveLength(1);
    must(cases.back());
    must(cases.chooseItem(216));
    expect(attachmentsIn(dir, key)).toEqual([]);
    must(cases.abandon('改日再办'));
    expect(attachmentsIn(dir, key)).toEqual([]);
  });

  it('is refused by what it is, not by its name, and by its size', async () => {
    const { hall } = await formOpen();
    const { cases } = hall.office;
    const program = Buffer.from('MZ this is a program').toString('base64');
    expect(failureOf(cases.attach({ ...photo, base64: program }))?.code).toBe('FORM_ATTACHMENT_KIND');
    const large = Buffer.concat([PNG, Buffer.alloc(4 * 1024 * 1024)]).toString('base64');
    expect(failureOf(cases.attach({ ...photo, base64: large }))?.code).toBe('FORM_ATTACHMENT_SIZE');
    expect(hall.view().form?.materials.find((each) => each.key === 'photo')?.settled).toBe(false);
  });
});

describe('what leaves the window', () => {
  it('is what was asked for: rows with their values, nothing of a part whose condition does not hold', async () => {
    const { hall, parcels } = await formOpen();
    const { cases } = hall.office;
    must(cases.editField('agent', '王五'));
    must(cases.editField('agentPhone', '13800001111'));
    must(cases.editField('agent', '无'));
    must(cases.addRow('children'));
    must(cases.addRow('children'));
    must(cases.editField('children.2.name', '周二'));
    must(cases.removeRow('children', 1));
    must(cases.attach(photo));
    completeForm(hall.office);
    must(await cases.submit());
    await hall.until((view) => view?.receipt?.delivery === 'acknowledged');
    const sent = new Map(parcels[0]?.form.map(({ key, value }) => [key, value]));
    expect(sent.get('children.2.name')).toBe('周二');
    expect([...sent.keys()].filter((key) => key.startsWith('children.1'))).toEqual([]);
    expect(sent.has('agentPhone')).toBe(false);
    expect(JSON.stringify(parcels[0])).not.toContain('13800001111');
  });

  it('says of a corrected value what it replaces and why; the trail names the field only', async () => {
    const { hall, parcels } = await formOpen();
    const { cases } = hall.office;
    expect(failureOf(cases.editField('name', '周明元'))?.code).toBe('FORM_REASON_NEEDED');
    must(cases.editField('name', '周明元', '户口簿原件为准'));
    must(cases.attach(photo));
    completeForm(hall.office);
    must(await cases.submit());
    await hall.until((view) => view?.receipt?.delivery === 'acknowledged');
    expect(parcels[0]?.form.find(({ key }) => key === 'name')).toMatchObject({
      value: '周明元',
      source: 'clerk',
      correction: { reason: '户口簿原件为准', replaced: expect.stringMatching(/^licence:/) },
    });
    const trail = hall.office.auditLines(100);
    expect(trail).toContainEqual(
      expect.objectContaining({ action: 'field-edited', facts: { field: 'name', replaced: 'licence' } }),
    );
    expect(JSON.stringify(trail)).not.toMatch(/周明|户口簿原件/);
  });
});

describe('a value of the highest level', () => {
  it('is shown to who types it, in part after that, and whole only on record', async () => {
    const { hall } = await formOpen();
    const { cases, session } = hall.office;
    must(cases.editField('payout', ACCOUNT));
    expect(fieldOf(hall, 'payout')).toMatchObject({ value: ACCOUNT, masked: false });
    const clerk = session.current();
    session.signOut();
    if (clerk) session.resume(clerk);
    expect(fieldOf(hall, 'payout')).toMatchObject({ value: '***************4567', masked: true });
    expect(JSON.stringify(hall.office.snapshot().case?.form)).not.toContain(ACCOUNT);
    must(cases.revealField('payout'));
    expect(fieldOf(hall, 'payout')).toMatchObject({ value: ACCOUNT, masked: false });
    expect(hall.office.auditLines(3)).toContainEqual(
      expect.objectContaining({ action: 'field-shown', facts: { field: 'payout' } }),
    );
    must(cases.back());
    must(cases.fillForm());
    expect(fieldOf(hall, 'payout')?.masked).toBe(true);
  });
});

describe('a draft', () => {
  it('is shredded after a day untouched, on record, and the clerk is told', async () => {
    let late = 0;
    const clock = { ...systemClock, now: () => systemClock.now() + late };
    const { hall, dir, key, open } = await formOpen(clock);
    must(hall.office.cases.editField('payout', ACCOUNT));
    must(hall.office.cases.attach(photo));
    const { id } = hall.view();
    await hall.close();

    late = 24 * 3_600_000 - 60_000;
    const inTime = await open();
    expect(inTime.view().id).toBe(id);
    await inTime.close();

    late = 24 * 3_600_000 + 60_000;
    const after = await open();
    expect(after.view()).toMatchObject({
      state: 'Identifying',
      form: null,
      failure: { code: 'CASE_DRAFT_EXPIRED', details: { hours: 24 } },
    });
    expect(after.view().id).not.toBe(id);
    expect(after.office.auditLines(20)).toContainEqual(
      expect.objectContaining({ action: 'draft-expired', caseId: id }),
    );
    await after.close();
    expect(attachmentsIn(dir, key)).toEqual([]);
    const file = must(databaseDriver.open({ path: join(dir, 'hall.db'), key, create: false }));
    expect(file.all('SELECT body FROM case_file WHERE id = ?', id)).toEqual([{ body: '{}' }]);
    expect(file.all('SELECT * FROM case_key WHERE case_id = ?', id)).toEqual([]);
    file.close();
  });
});
