import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProvince } from '../../fixtures/province';
import { hall } from '../support/hall-command';
import { tempDir } from '../support/temp-dir';

const SECRET = { HALL_PASSPHRASE: 'a passphrase of this test alone' };

async function secureProvince() {
  const province = await startProvince({ admin: true, secure: true });
  onTestFinished(() => province.stop());
  return province;
}

function fileWith(text: string): string {
  const path = join(tempDir(), 'papers');
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

describe('hall province enrol', () => {
  it('makes this workstation known, once per code, and writes it into the audit', async () => {
    const province = await secureProvince();
    const { code } = await province.issueEnrolmentCode(60_000);
    const profileDir = tempDir();
    const papers = fileWith(`${code}\n${province.caPem}`);
    const enrol = () =>
      hall(
        ['province', 'enrol', '--profile', profileDir, '--code-file', papers, '--province', province.url],
        SECRET,
      );
    const enrolled = await enrol();
    expect(enrolled).toMatchObject({ code: 0, lines: [{ clientId: expect.stringMatching(/^W-/) }] });
    expect(enrolled.stdout + enrolled.stderr).not.toContain(code);
    const again = await enrol();
    expect(again).toMatchObject({ code: 1, lines: [] });
    expect(again.stderr).toContain('PROVINCE_ENROLMENT_REFUSED');
    const audit = await hall(['audit', 'verify', '--profile', profileDir], SECRET);
    expect(audit.lines).toMatchObject([{ intact: true }]);
  });

  it('gives its code to nobody but the province whose root came with it', async () => {
    const [province, impostor] = [await secureProvince(), await secureProvince()];
    const { code } = await province.issueEnrolmentCode(60_000);
    const trustPath = fileWith(province.caPem);
    const refused = await hall(
      [
        ...['province', 'enrol', '--profile', tempDir(), '--code-file', fileWith(code)],
        ...['--trust', trustPath, '--province', impostor.url],
      ],
      SECRET,
    );
    expect(refused).toMatchObject({ code: 1, lines: [] });
    expect(refused.stderr).toContain('PROVINCE_UNTRUSTED');
    expect(await (await fetch(`${impostor.adminUrl}/admin/requests`)).json()).toEqual([]);
  });

  it('takes no code over a line that anybody may listen to', async () => {
    const { caPem } = await secureProvince();
    const papers = fileWith(`aaaaBBBBccccDDDD\n${caPem}`);
    const refused = await hall(
      ['province', 'enrol', '--profile', tempDir(), '--code-file', papers, '--province', 'http://192.0.2.1'],
      SECRET,
    );
    expect(refused.stderr).toContain('PROVINCE_INSECURE');
  });
});
