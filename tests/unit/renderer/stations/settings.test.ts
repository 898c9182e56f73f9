import { describe, expect, it } from 'vitest';
import { SettingsView } from '../../../../main/contract/calls/settings-view';
import { writeFacts } from '../../../../renderer/stations/records/audit-facts';
import { settingsProblem } from '../../../../renderer/stations/settings/settings-problem';

const GOOD = {
  hallName: '样例中心',
  windowNo: 'A-01',
  provinceUrl: 'http://10.0.0.1:4310',
  idCardPort: 'COM3',
  qrPort: '',
  idleLockMinutes: 5,
  receiptKeepDays: 90,
  secondPersonFor: [],
};

describe('settings as typed', () => {
  it('pass when the contract passes them', () => {
    expect(settingsProblem(GOOD)).toBeNull();
    expect(SettingsView.safeParse(GOOD).success).toBe(true);
  });

  it.each([
    ['hallName', '  '],
    ['windowNo', 'a01'],
    ['windowNo', ''],
    ['provinceUrl', '10.0.0.1'],
    ['provinceUrl', 'file:///etc/passwd'],
    ['hallCode', '历下'],
    ['idleLockMinutes', 0],
    ['idleLockMinutes', 2.5],
    ['idleLockMinutes', 61],
    ['receiptKeepDays', 29],
    ['receiptKeepDays', 3651],
  ] as const)('are refused where %s is "%s"', (key, value) => {
    expect(settingsProblem({ ...GOOD, [key]: value })?.key).toBe(key);
  });
});

describe('the queue that numbers are called from', () => {
  it('is told in whole or not at all: half of it calls nobody (R36)', () => {
    expect(settingsProblem({ ...GOOD, hallCode: '370102', queueGroup: 'A' })).toBeNull();
    expect(settingsProblem({ ...GOOD, hallCode: '', queueGroup: '' })).toBeNull();
    expect(settingsProblem({ ...GOOD, hallCode: '370102', queueGroup: ' ' })?.key).toBe('queueGroup');
    expect(settingsProblem({ ...GOOD, hallCode: '', queueGroup: 'A' })?.key).toBe('hallCode');
  });
});

describe('facts of an audit line', () => {
  it('say what means something to a person', () => {
    expect(writeFacts({ receiptId: 'x', number: '鲁免证受〔2026〕1', item: 37, pledges: 0 })).toBe(
      '鲁免证受〔2026〕1，第 37 号事项',
    );
    expect(writeFacts({ code: 'PROVINCE_TIMEOUT' })).toBe('省平台没有及时答复');
    expect(writeFacts({ scene: 'driving', answer: 'yes' })).toBe('交通出行，是');
    expect(writeFacts({ agreed: false })).toBe('承诺撤回');
  });

  it('show no ids, field keys or codes', () => {
    expect(
      writeFacts({
        parcelId: 'abc',
        fields: 'name,sex',
        type: 1,
        sha256: 'ff',
        code: 'toString',
        kind: 'hasOwnProperty',
      }),
    ).toBe('');
  });
});
