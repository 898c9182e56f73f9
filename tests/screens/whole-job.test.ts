import { describe, expect, it } from 'vitest';
import { signPledge } from './clerk';
import { oneWindow } from './one-window';

const windowFor = oneWindow();

describe('the whole job at the window', () => {
  it('is done by keyboard alone, from sign-in to the province’s word', async () => {
    const clerk = await windowFor();
    await clerk.signIn();
    await clerk.chooseItem(37);
    await clerk.receive('周明远');

    await clerk.sees('请核对取得的证照');
    await clerk.sees('核验通过');
    await clerk.press('F8');

    await clerk.sees('请核对表单');
    await clerk.sees('本次免提交');
    const open = (
      await clerk.until((now) => now.case?.form != null, 'the form')
    ).case?.form?.materials.filter((material) => !material.settled);
    expect(open).toHaveLength(1);
    // Sealing too early leads to what is open instead of failing.
    await clerk.press('F8');
    await clerk.press('Enter');
    await signPledge(clerk);
    await clerk.press('F8');
    await clerk.sees('已全部填好');

    await clerk.press('F8');
    await clerk.sees('受理通知书已签章');
    await clerk.sees(/鲁免证受〔\d{4}〕A01-000001/);
    await clerk.sees('已送达');
    await clerk.sees(/省平台回执号/);

    await clerk.press('F8');
    await clerk.sees('请选择事项');
    const end = await clerk.until((now) => now.case === null, 'an empty window');
    expect(end.outbox).toMatchObject({ waiting: 0, leased: 0, later: 0, parked: 0, acknowledged: 1 });
  });

  it('goes on where a licence was withheld, and says what settles it instead', async () => {
    const clerk = await windowFor();
    await clerk.signIn();
    await clerk.chooseItem(37);
    await clerk.receive('赵玉芬');
    await clerk.sees('请核对取得的证照');
    await clerk.sees('未授权');
    await clerk.sees('不影响继续办理');
    await clerk.press('F8');
    await clerk.sees('请核对表单');
    await clerk.sees('材料待定');
    await clerk.page.getByRole('button', { name: '改收纸质' }).first().focus();
    await clerk.press('Enter');
    await clerk.sees('改收纸质材料');
    await clerk.type('申请人不同意授权');
    await clerk.press('F8');
    await clerk.sees('已收纸质');
  });

  it('tells a wrong applicant for the item in words, and takes the next one', async () => {
    const clerk = await windowFor();
    await clerk.signIn();
    await clerk.chooseItem(37);
    await clerk.receive('济南明湖样例食品有限公司');
    await clerk.sees('持证人类型与事项不符');
    await clerk.receive('许静兰');
    await clerk.sees('请核对取得的证照');
    expect(await clerk.page.getByText('持证人类型与事项不符').count()).toBe(0);
  });
});
