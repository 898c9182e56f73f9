import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SettingsView } from '../../../../main/contract/calls/settings-view';
import { ProvinceView, StationView } from '../../../../main/contract/calls/views';
import { FAILURE_CODES } from '../../../../main/contract/failures/codes';
import { FAILURE_WORDS } from '../../../../main/contract/failures/words.zh-CN';
import { CardDocument, CodeFormat, CredentialWarning } from '../../../../main/contract/flow/credential';
import { DeviceDriver, DeviceState } from '../../../../main/contract/flow/device';
import { FieldProblem, FieldSource, Settlement } from '../../../../main/contract/flow/form';
import { CheckName, LicenceGap, Verdict } from '../../../../main/contract/flow/grant';
import { ParcelState } from '../../../../main/contract/flow/parcel';
import { AUDIT_ACTIONS } from '../../../../main/core/audit/actions';
import * as words from '../../../../renderer/words';

const rendererDir = path.resolve(import.meta.dirname, '../../../../renderer');

describe('words', () => {
  it.each([
    ['device states', DeviceState.options, words.DEVICE_STATE],
    ['device drivers', DeviceDriver.options, words.FOOT],
    ['province states', ProvinceView.shape.state.options, words.PROVINCE_STATE],
    ['parcel states', ParcelState.options, words.PARCEL_STATE],
    ['parcel states after sealing', ParcelState.options, words.RECEIPT.deliveryWord],
    ['verdicts', Verdict.options, words.VERDICT],
    ['licence checks', CheckName.options, words.CHECK_NAME],
    ['licence gaps', LicenceGap.shape.why.options, words.GAP],
    ['settlements', Settlement.options, words.SETTLEMENT],
    ['card documents', CardDocument.options, words.CARD_DOCUMENT],
    ['code formats', CodeFormat.options, words.CODE_FORMAT],
    ['credential warnings', CredentialWarning.options, words.CREDENTIAL_WARNING],
    ['field problems', FieldProblem.shape.code.options, words.FIELD_PROBLEM],
    ['field sources', FieldSource.options.map((option) => option.shape.from.value), words.FIELD_SOURCE],
    ['seal states', StationView.shape.seal.shape.state.options, words.SEAL_STATE],
    ['audit actions', AUDIT_ACTIONS, words.AUDIT_ACTION],
    ['failures', FAILURE_CODES, FAILURE_WORDS],
  ])('stand for all %s', (_, values, said) => {
    for (const value of values) expect(said, value).toHaveProperty(value);
  });

  it('name every check of a receipt', () => {
    const checksDir = path.resolve(rendererDir, '../main/core/receipt/verify/checks');
    const names = readdirSync(checksDir)
      .map((file) => /^ {2}name: '([a-z-]+)',$/m.exec(readFileSync(path.join(checksDir, file), 'utf8'))?.[1])
      .filter((name) => name !== undefined);
    expect(names.length).toBeGreaterThan(5);
    expect(Object.keys(words.RECEIPT_CHECK).sort()).toEqual(names.sort());
  });

  it('say every field problem in Chinese, with and without what it is about', () => {
    for (const say of Object.values(words.FIELD_PROBLEM)) {
      expect(say('')).toMatch(/^[一-鿿]/);
      expect(say('联系电话')).toMatch(/[一-鿿]/);
    }
  });

  it('raise their voice nowhere', () => {
    expect(JSON.stringify(words)).not.toMatch(/[!！]/);
    expect(JSON.stringify(FAILURE_WORDS)).not.toMatch(/[!！]/);
  });

  it('stand in one folder: no Chinese text anywhere else in the window’s code', () => {
    const files = readdirSync(rendererDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => path.relative(rendererDir, path.join(entry.parentPath, entry.name)))
      .filter((file) => !file.startsWith('words'));
    expect(files.length).toBeGreaterThan(40);
    const offenders = files.filter((file) =>
      /[一-鿿]/.test(readFileSync(path.join(rendererDir, file), 'utf8')),
    );
    expect(offenders).toEqual([]);
  });

  it('decode what licences carry as codes of national standards', () => {
    expect(words.elementWord('sex', '1')).toBe('男');
    expect(words.elementWord('childSex', '2')).toBe('女');
    expect(words.elementWord('nation', '01')).toBe('汉族');
    expect(words.elementWord('nation', '56')).toBe('基诺族');
    expect(words.elementWord('nation', '汉')).toBe('汉');
    expect(words.elementWord('name', '01')).toBe('01');
  });

  it('know every setting there is', () => {
    expect(Object.keys(SettingsView.shape).sort()).toEqual(
      [
        'hallCode',
        'hallName',
        'windowNo',
        'regionCode',
        'provinceUrl',
        'idCardPort',
        'qrPort',
        'idleLockMinutes',
        'queueGroup',
        'receiptKeepDays',
        'secondPersonFor',
      ].sort(),
    );
  });
});
