// A clerk who looks at the screen and does the next thing; whatever fails is tried again.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from '../base/paths.mjs';

/** Items and who comes for them: with pledges, with fields to type, with paper, with a file. */
const ERRANDS = [
  { seq: 236, person: 'p03' },
  { seq: 37, person: 'p01' },
  { seq: 216, person: 'p02' },
  { seq: 484, person: 'p01' },
];

/** A picture of one point, the smallest thing that may be attached. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const [SOMEBODY] = JSON.parse(readFileSync(path.join(rootDir, 'fixtures', 'people', 'people.json'), 'utf8'));

/** @type {Record<string, string>} */
const ANSWERS = {
  person: `${SOMEBODY.name} ${SOMEBODY.number}`,
  phone: '13800000000',
  number: '12',
  date: '2026-10-08',
  text: '见申请书',
};

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {any} form */
function nextEntry(form) {
  const field = form.fields.find((/** @type {any} */ each) => each.problem !== null);
  if (field) {
    // Two fields that must say the same, where a licence that would have filled one could not be had.
    const twin = form.fields.find((/** @type {any} */ each) => each.label === field.problem.about);
    const value = twin?.value || field.options[0]?.value || ANSWERS[field.type] || '见申请书';
    // A licence that could not be had and that nothing typed replaces: another day.
    if (field.locked || field.value === value)
      return { name: 'case.abandon', input: { reason: '申请人改日再办' } };
    return { name: 'case.editField', input: { key: field.key, value } };
  }
  const asked = form.materials.filter((/** @type {any} */ each) => !each.hidden);
  const bare = asked.find((/** @type {any} */ each) => each.attachable && each.attachments.length === 0);
  if (bare) return { name: 'case.attach', input: { material: bare.key, name: '附件.png', base64: PICTURE } };
  const material = asked.find((/** @type {any} */ each) => !each.settled);
  if (!material) return { name: 'case.submit', input: null };
  return material.settlement === 'pledge'
    ? { name: 'case.pledge', input: { key: material.key, agreed: true } }
    : { name: 'case.acceptPaper', input: { key: material.key, reason: '申请人当场提交' } };
}

/**
 * @param {{ province: import('./province.mjs').Province, random: import('./random.mjs').Random, handed: Set<string> }} options
 */
export function createClerk({ province, random, handed }) {
  let errand = random.pick(ERRANDS);

  /**
   * One step; says where the case stood, `closed` when it is over and `gone` when there is nobody to talk to.
   * @param {import('./core.mjs').Core} core
   * @returns {Promise<string>}
   */
  return async function step(core) {
    const snapshot = await core.call('station.snapshot');
    if (!snapshot.ok) return snapshot.code === 'CORE_GONE' ? 'gone' : snapshot.code;
    const now = snapshot.value.case;
    if (now === null || now.item === null) {
      errand = random.pick(ERRANDS);
      const chosen = await core.call('case.chooseItem', { seq: errand.seq });
      if (chosen.ok) return 'no case';
      return chosen.code === 'CORE_GONE' ? 'gone' : `no case, ${chosen.code}`;
    }
    if (now.state === 'Authorising' || now.state === 'Sealing') {
      await pause(5);
      return now.state;
    }
    if (now.state === 'HandingOver') {
      // What the clerk sees here is in the applicant's hands.
      handed.add(now.receipt.id);
      const closed = await core.call('case.close');
      if (closed.ok) return 'closed';
      return closed.code === 'CORE_GONE' ? 'gone' : now.state;
    }
    const next =
      now.state === 'Identifying'
        ? { name: 'device.wedgeCode', input: { text: await province.issueCode(errand.person) } }
        : now.state === 'ReviewingLicences'
          ? { name: 'case.fillForm', input: null }
          : nextEntry(now.form);
    const done = await core.call(next.name, next.input);
    if (!done.ok && done.code === 'CLERK_SECOND_NEEDED') {
      const second = await province.account('supervisor');
      await core.call('clerk.approve', {
        act: next.name === 'case.acceptPaper' ? 'paper' : 'deviation',
        account: second.account,
        secret: second.secret,
      });
    }
    // A department that has not answered yet, an authorisation that is still under way: no use in asking faster.
    if (!done.ok || next.name === 'device.wedgeCode') await pause(5);
    return !done.ok && done.code === 'CORE_GONE' ? 'gone' : now.state;
  };
}
