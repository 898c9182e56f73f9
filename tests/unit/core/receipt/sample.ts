import { existsSync, readFileSync } from 'node:fs';
import { createTestAuthority, type TestAuthority } from '../../../../fixtures/keys';
import type { SealToken } from '../../../../main/contract/ports/seal-token';
import { createSealRequest, type ReceiptContent, softwareSealToken } from '../../../../main/core/receipt';

export const FONT: Uint8Array = readFileSync(
  new URL(
    '../../../../node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
    import.meta.url,
  ),
);

/** As Debian's fonts-hanazono lays it; null on a system without that package. */
const rarePath = '/usr/share/fonts/truetype/hanazono/HanaMinB.ttf';
export const RARE_FONT: Uint8Array | null = existsSync(rarePath) ? readFileSync(rarePath) : null;
export const noRareFont = () => null;

/** The machine's own time: pdfsig and openssl judge certificates by it. Whole seconds, as /M carries it. */
export const NOW = Math.floor(Date.now() / 1000) * 1000;
export const DAY_MS = 86_400_000;
const HALL = { hallName: '济南市历下区政务服务中心', windowNo: '3701020003' };

const licence = (typeSeq: number, name: string, issuer: string, element: string) =>
  ({ from: 'licence', licenceId: `L-${typeSeq}`, typeSeq, name, issuer, element, at: NOW }) as const;

type Source = ReceiptContent['fields'][number]['source'];
const field = (
  label: string,
  value: string,
  source: Source,
  type: ReceiptContent['fields'][number]['type'] = 'text',
): ReceiptContent['fields'][number] => ({
  label,
  value,
  source,
  type,
  group: '申请人',
  options: [],
  classification: 3,
  deviation: null,
});

const idCard = (element: string): Source => ({ from: 'id-card', element, at: NOW });
const household = licence(5, '居民户口簿', '济南市公安局', 'address');
const clerk: Source = { from: 'clerk', at: NOW };

/** A personal case: four materials, fourteen fields. All persons and numbers are invented. */
export function typicalContent(change: Partial<ReceiptContent> = {}): ReceiptContent {
  return {
    receiptId: '7f1c2d3e-4a5b-4c6d-8e7f-90a1b2c3d4e5',
    number: '鲁免证受〔2026〕3701020003-000012',
    training: false,
    hall: { name: HALL.hallName, windowNo: HALL.windowNo, clerkName: '王建国' },
    auditPlace: { seq: 1_204, head: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
    item: {
      seq: 118,
      name: '灵活就业人员社会保险登记',
      department: '济南市人力资源和社会保障局',
      legalBasis: '《中华人民共和国社会保险法》第五十八条、《山东省社会保险条例》有关规定',
      handlingDays: 5,
    },
    applicant: { kind: 'person', name: '张䶮', maskedNumber: '370*************14' },
    acceptedDay: '2026-11-22',
    purpose: '办理灵活就业人员社会保险登记，核对申请人身份、户籍和婚姻状况',
    materials: [
      material('居民身份证', 'sharing', 'L-1', '居民身份证', '《居民身份证法》第十四条'),
      material('居民户口簿', 'sharing', 'L-5', '居民户口簿', '《户口登记条例》第四条'),
      material('结婚证', 'sharing', 'L-9', '结婚证', '《婚姻登记条例》第十条'),
      {
        ...material('未就业承诺', 'pledge', null, '', '国办发〔2020〕42号'),
        pledgeText:
          '本人承诺未与任何用人单位建立劳动关系，所填信息真实、准确、完整；如有不实，愿意承担相应法律责任并退回已享受的待遇。',
      },
    ],
    licences: [
      {
        licenceId: 'L-1',
        name: '居民身份证',
        issuer: '济南市公安局历下分局',
        maskedNumber: '370*************14',
        validTo: '2036-03-07',
      },
      {
        licenceId: 'L-5',
        name: '居民户口簿',
        issuer: '济南市公安局',
        maskedNumber: '370*******12',
        validTo: null,
      },
      {
        licenceId: 'L-9',
        name: '结婚证',
        issuer: '济南市历下区民政局',
        maskedNumber: 'J37**************21',
        validTo: null,
      },
    ],
    fields: [
      field('姓名', '张䶮', idCard('name')),
      field('性别', '男', idCard('sex')),
      field('民族', '汉族', idCard('nation')),
      field('出生日期', '1990-03-07', idCard('birthDay'), 'date'),
      field('身份证号码', '370102199003074514', idCard('number'), 'id-number'),
      field('户籍地址', '山东省济南市历下区文化东路 88 号 3 号楼 2 单元 501 室', household),
      field('户别', '城镇居民家庭户', household),
      field('与户主关系', '户主', household),
      field('婚姻状况', '已婚', licence(9, '结婚证', '济南市历下区民政局', 'status')),
      field('配偶姓名', '李㛃', licence(9, '结婚证', '济南市历下区民政局', 'spouse')),
      field('登记日期', '2019-05-20', licence(9, '结婚证', '济南市历下区民政局', 'day'), 'date'),
      field('联系电话', '13800531234', clerk, 'phone'),
      field('参保险种', '企业职工基本养老保险', clerk),
      field('缴费档次', '', null),
    ],
    notes: [
      '本通知书可在省政务服务平台凭文书编号查询，电子件与纸质件内容一致。',
      '办理结果以短信告知，可在本窗口领取，也可选择邮寄送达。',
      '咨询电话：0531-12345。',
    ],
    ...change,
  };
}

export function material(
  name: string,
  settlement: ReceiptContent['materials'][number]['settlement'],
  licenceId: string | null,
  licenceName: string,
  basis: string,
): ReceiptContent['materials'][number] {
  return {
    name,
    settlement,
    licenceId,
    licenceName,
    basis,
    settled: true,
    pledgeText: '',
    paperReason: settlement === 'paper' ? '申请人当场提交' : '',
    attachments: [],
  };
}

/** Longest of everything: a 30-character name, a 60-character address, 12 licences, 60 fields, training mark. */
export function extremeContent(): ReceiptContent {
  const base = typicalContent();
  const name = '阿卜杜热合曼·买买提依明·玉素甫江·阿布都克里木·吐尔逊';
  const address =
    '新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县孙扎齐牛录镇孙扎齐牛录村锡伯民俗风情园东侧第三巷一百二十八号院内北房二层西侧';
  const twelve = Array.from({ length: 12 }, (_, index) => index + 1);
  return {
    ...base,
    training: true,
    applicant: { ...base.applicant, name },
    materials: twelve.map((seq) =>
      material(
        `第${seq}项证明材料（${seq % 3 === 0 ? '不动产权属及抵押登记情况查询结果' : '有效期内原件及复印件'}）`,
        (['sharing', 'verification', 'cancelled', 'paper'] as const)[seq % 4] ?? 'sharing',
        seq % 4 === 0 ? `L-${seq}` : null,
        seq % 4 === 0 ? '中华人民共和国残疾人证' : '',
        '《不动产登记暂行条例实施细则》第九十七条第二款',
      ),
    ),
    licences: twelve.map((seq) => ({
      licenceId: `L-${seq}`,
      name: seq % 2 ? '中华人民共和国残疾人证' : '不动产权证书（房屋所有权）',
      issuer: '济南市历下区人力资源和社会保障局',
      maskedNumber: `鲁（2****************${seq % 10}号`,
      validTo: seq % 2 ? '2030-12-31' : null,
    })),
    fields: Array.from({ length: 60 }, (_, index) =>
      field(
        index === 3 ? '户籍所在地详细地址（与户口簿一致）' : `第${index + 1}项信息`,
        index === 3 ? address : index % 7 === 0 ? name : `内容 ${index + 1}`,
        index % 4 === 0 ? clerk : household,
      ),
    ),
  };
}

export interface SealBench {
  authority: TestAuthority;
  token: SealToken;
  chain: Uint8Array[];
}

/** A fresh authority and a seal that it issued for a request of this product. */
export async function sealBench(days = 365): Promise<SealBench> {
  const authority = await createTestAuthority({ now: NOW, days: 3650 });
  const request = await createSealRequest(HALL);
  const chain = await authority.issue({ usage: 'seal', csr: request.csr, days, now: NOW });
  if (!chain) throw new Error('the authority refused the request');
  const token = softwareSealToken({ privateKeyPkcs8: request.privateKeyPkcs8, chain });
  if (!token.ok) throw new Error(token.failure.code);
  return { authority, token: token.value, chain };
}
