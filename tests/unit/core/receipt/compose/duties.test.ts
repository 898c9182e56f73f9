import { describe, expect, it } from 'vitest';
import type { LicenceDuties } from '../../../../../main/contract/flow/grant';
import { dutyLines } from '../../../../../main/core/receipt/compose/duties';

const DUTIES: LicenceDuties = {
  issuing: '济南市公安局',
  holding: '周明远',
  using: '省民政厅',
  sharing: '山东省电子证照库',
  keeping: '样例市政务服务中心',
};
const licence = (name: string, duties?: Partial<LicenceDuties>, issuedIn?: string) => ({
  licenceId: name,
  name,
  issuer: '',
  maskedNumber: '1',
  validTo: null,
  duties: { ...DUTIES, ...duties },
  ...(issuedIn !== undefined && { issuedIn }),
});

describe('who answers for the licences of a receipt (R76)', () => {
  it('is said once where one body answers for all of them', () => {
    expect(dutyLines([licence('身份证'), licence('户口簿')])).toEqual([
      '责任单位：发证 济南市公安局；持证 周明远；用证 省民政厅；共享 山东省电子证照库；留存 样例市政务服务中心。',
    ]);
  });

  it('is said by the numbers of the list where they differ, and which come from another province', () => {
    const city = { issuing: '青岛市医院', sharing: '青岛市电子证照库' };
    const lines = dutyLines([licence('身份证'), licence('健康证明', city), licence('驾驶证', {}, '320000')]);
    expect(lines[0]).toContain('发证 济南市公安局（第 1、3 项），青岛市医院（第 2 项）；');
    expect(lines[0]).toContain('共享 山东省电子证照库（第 1、3 项），青岛市电子证照库（第 2 项）；');
    expect(lines[1]).toBe('驾驶证由江苏省签发，经国家平台核验互认。');
  });

  it('is left out where nobody has noted it', () => {
    const { duties: _none, ...before } = licence('身份证');
    expect(dutyLines([])).toEqual([]);
    expect(dutyLines([licence('户口簿'), before])).toEqual([]);
  });
});
