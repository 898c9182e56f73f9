/** A draft is shredded after a day untouched, and never under somebody's hands or by a clock that was set. */
import { expect, it, onTestFinished } from 'vitest';
import { startProvince } from '../../fixtures/province';
import { systemClock, systemIds } from '../../main/core/base';
import { formOf } from '../support/departments';
import { openTestOffice } from '../support/office';
import { tempDir } from '../support/temp-dir';

const ITEM = 37;
const LATE_MS = 25 * 3_600_000;

/** `wall`: what somebody set the clock forward by. `passed`: time that went by for the process as well. */
async function draftOpen() {
  const province = await startProvince({ admin: true });
  onTestFinished(() => province.stop());
  const time = { wall: 0, passed: 0 };
  const clock = {
    ...systemClock,
    now: () => systemClock.now() + time.wall + time.passed,
    elapsed: () => (systemClock.elapsed?.() ?? 0) + time.passed,
  };
  const profile = { dir: tempDir(), key: systemIds.bytes(32), provinceUrl: province.url, clock };
  const hall = await openTestOffice(profile);
  const { id } = await formOf(hall, ITEM, 'p03');
  return { hall, profile, time, id };
}

it('is left alone while a clerk is at work with it, whatever the clock says, and goes once the window is locked', async () => {
  const { hall, time, id } = await draftOpen();
  time.passed = LATE_MS;
  hall.office.cases.expireDrafts();
  expect(hall.view()).toMatchObject({ id, state: 'ReviewingForm' });
  hall.office.session.lock('asked');
  hall.office.cases.expireDrafts();
  expect(hall.office.cases.view()?.id).not.toBe(id);
  expect(hall.office.auditLines(5)).toContainEqual(
    expect.objectContaining({ action: 'draft-expired', caseId: id }),
  );
});

it('is left alone by a clock that jumped by more than a day, with nobody at work, until the clock is put back', async () => {
  const { hall, time, id } = await draftOpen();
  hall.office.session.lock('left');
  time.wall = LATE_MS;
  for (let times = 0; times < 2; times += 1) hall.office.cases.expireDrafts();
  expect(hall.view().id).toBe(id);
  time.wall = 0;
  time.passed = LATE_MS;
  hall.office.cases.expireDrafts();
  expect(hall.office.cases.view()?.id).not.toBe(id);
});

it('is left alone by the next core where the last one died under a clerk’s hands', async () => {
  const { hall, profile, time, id } = await draftOpen();
  await hall.close();
  time.wall = LATE_MS;
  const next = await openTestOffice({ ...profile, resumes: true });
  expect(next.view().id).toBe(id);
  next.office.cases.expireDrafts();
  expect(next.view().id).toBe(id);
});
