import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { type Province, readFaultFile, startProvince } from '../../../../fixtures/province';
import { FailureError, failure } from '../../../contract/failures/failure';
import { overridesOf } from '../arguments';
import { readEnrolmentPapers } from '../enrolment';
import type { Values } from './commands';
import { DONE, type Outcome, print, say } from './output';
import { withProfile } from './profile';
import { fileText, guarded, orThrow, required, textOf, webAddress, wholeNumber } from './values';

/** Long enough for somebody to carry the file to the workstations of a hall. */
const CODE_LIFE_MS = 86_400_000;

/** The reference provincial service on loopback, until Ctrl+C; on PostgreSQL where DATABASE_URL is set. */
export function provinceServe(values: Values): Promise<Outcome> {
  return guarded(async () => {
    const dataDir = textOf(values, 'data');
    const databaseUrl = process.env.DATABASE_URL ?? '';
    const province = await startProvince({
      port: wholeNumber(values, 'port', { min: 0, max: 65_535, otherwise: 8720 }),
      admin: values.admin === true,
      secure: values.tls === true,
      faults: faultsOf(values),
      ...(databaseUrl === '' ? {} : { databaseUrl }),
      ...(dataDir === undefined ? {} : { dataDir }),
    });
    const papersPath = textOf(values, 'enrolment-file');
    if (papersPath !== undefined) await writePapers(province, papersPath);
    const adminUrl = values.tls === true && values.admin === true ? { adminUrl: province.adminUrl } : {};
    print({ ready: true, url: province.url, ...adminUrl });
    await new Promise<void>((resolve) => {
      process.once('SIGINT', () => resolve()).once('SIGTERM', () => resolve());
    });
    await province.stop();
    return DONE;
  });
}

/** Trouble on order, from a file. */
function faultsOf(values: Values) {
  const path = textOf(values, 'faults');
  try {
    return path === undefined ? [] : readFaultFile(path);
  } catch {
    throw new FailureError(failure('CONFIG_UNREADABLE', { option: '--faults' }));
  }
}

/** What `province enrol` takes: a code that works once, and the root. */
async function writePapers(province: Province, path: string): Promise<void> {
  const { code } = await province.issueEnrolmentCode(CODE_LIFE_MS);
  writeFileSync(path, `${code}\n${province.caPem}`, { mode: 0o600 });
}

/** Makes this workstation known to the province: a key of its own, a certificate for it. Secrets come from files. */
export function provinceEnrol(values: Values): Promise<Outcome> {
  return guarded(async () => {
    required(values, 'profile');
    const trust = textOf(values, 'trust') === undefined ? undefined : fileText(values, 'trust');
    const papers = orThrow(readEnrolmentPapers(fileText(values, 'code-file'), trust));
    const overrides = overridesOf({ province: webAddress(values, 'province') });
    return withProfile(values, overrides, async ({ wired }) => {
      print(orThrow(await wired.enrol(papers, `cli:${userInfo().username}`)));
      say('本机已在省平台登记。登记码已作废，请销毁登记码文件。');
      return DONE;
    });
  });
}
