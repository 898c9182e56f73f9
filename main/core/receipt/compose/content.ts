import { regionName } from '../../../contract/catalogue/regions';
import type { FormField, FormMaterial, SignedForm } from '../../../contract/flow/form';
import type { LicenceCopy } from '../../../contract/flow/grant';
import type { ReceiptStanding } from '../../../contract/flow/provisional';
import { isVouched } from '../../../contract/flow/vouched';
import { dutyLines } from './duties';
import { annexTexts } from './pledge-annex';

/** Everything that is printed on one 受理通知书. Casework fills it from grant, form, item and configuration. */
export interface ReceiptContent {
  receiptId: string;
  /** Document number, e.g. 鲁免证受〔2026〕3701020001-000012. */
  number: string;
  /** Marks every page 训练件 不具法律效力. */
  training: boolean;
  hall: { name: string; windowNo: string; clerkName: string };
  /** The newest line of the window's record of operations when this was made: whoever has the receipt can show that it is gone. */
  auditPlace: { seq: number; head: string };
  item: { seq: number; name: string; department: string; legalBasis: string; handlingDays: number };
  /** `maskedNumber` as it may be printed (R52). */
  applicant: { kind: 'person' | 'enterprise'; name: string; maskedNumber: string };
  /** Who stood at the window for the applicant, as what (R104); left out where it was the applicant. */
  actor?: { role: 'guardian' | 'agent' | 'enterprise-agent'; name: string; maskedNumber: string };
  /** Day of acceptance in the hall's zone, `YYYY-MM-DD`. */
  acceptedDay: string;
  /** 用证事由 as it stands on the province's log (R48). */
  purpose: string;
  materials: readonly ReceiptMaterial[];
  licences: readonly ReceiptLicence[];
  fields: readonly ReceiptField[];
  notes: readonly string[];
  /** The applicant signed the form on screen (R75): drawn where they would sign by pen, with the digest of what they signed. */
  signed?: SignedForm;
  /** What lets the applicant rate the service (R119); left out where nobody may. */
  evaluation?: { caseId: string; token: string };
  /** Of a receipt sealed while the province was away, and of the one that completes or ends it. */
  standing?: ReceiptStanding;
}

export type ReceiptMaterial = Pick<
  FormMaterial,
  | 'name'
  | 'settlement'
  | 'licenceId'
  | 'licenceName'
  | 'basis'
  | 'settled'
  | 'pledgeText'
  | 'paperReason'
  | 'attachments'
  | 'deferred'
> & { pledge?: FormMaterial['pledge'] };
export type ReceiptLicence = Pick<
  LicenceCopy,
  'licenceId' | 'name' | 'issuer' | 'validTo' | 'duties' | 'issuedIn'
> & {
  /** As the screen shows it until somebody asks to see more: nothing else of the number comes here. */
  maskedNumber: string;
};
export type ReceiptField = Pick<
  FormField,
  'label' | 'group' | 'type' | 'options' | 'value' | 'source' | 'classification' | 'deviation'
>;

/** 本次免提交 N 份材料，自动填写 M 项: settled without paper; filled from a licence, the card or the holder's record. */
export function countSavings(content: Pick<ReceiptContent, 'materials' | 'fields'>): {
  materials: number;
  fields: number;
} {
  const spared = content.materials.filter((each) => each.settled && each.settlement !== 'paper');
  const filled = content.fields.filter((each) => each.value !== '' && isVouched(each.source));
  return { materials: spared.length, fields: filled.length };
}

/** Every text of the content with the name a clerk knows it by, for the check against the face. */
export function contentTexts(content: ReceiptContent): { field: string; text: string }[] {
  const { hall, item, applicant } = content;
  return [
    { field: '文书编号', text: content.number },
    { field: '大厅名称', text: hall.name },
    { field: '窗口编号', text: hall.windowNo },
    { field: '经办人', text: hall.clerkName },
    { field: '事项名称', text: item.name },
    { field: '实施部门', text: item.department },
    { field: '办理依据', text: item.legalBasis },
    { field: applicant.kind === 'person' ? '申请人姓名' : '申请单位名称', text: applicant.name },
    { field: '证件号码', text: applicant.maskedNumber },
    { field: '代办人', text: (content.actor?.name ?? '') + (content.actor?.maskedNumber ?? '') },
    { field: '用证事由', text: content.purpose },
    ...content.materials.map((each) => ({
      field: '申请材料',
      text: each.name + each.licenceName + each.basis + each.pledgeText,
    })),
    ...content.licences.map((each) => ({
      field: '电子证照',
      text: each.name + each.issuer + each.maskedNumber,
    })),
    { field: '责任单位', text: dutyLines(content.licences).join('') },
    ...content.fields.map((each) => ({
      field: each.label,
      text: printedValue(each) + each.label + sourceTexts(each),
    })),
    ...content.notes.map((text) => ({ field: '注意事项', text })),
    ...annexTexts(content),
    ...standingTexts(content.standing),
  ];
}

/** What stands in the form for the applicant: an option's label instead of its key, a region's name instead of its code. */
export function printedValue(field: ReceiptField): string {
  if (field.type === 'region') return regionName(field.value) ?? field.value;
  return field.options.find((option) => option.value === field.value)?.label ?? field.value;
}

function sourceTexts({ source, deviation }: ReceiptField): string {
  return [source, deviation?.former.source]
    .map((each) => (each?.from === 'licence' ? each.name + each.issuer : ''))
    .join('');
}

/** Texts that only a receipt with a standing carries, for the check against the face. */
function standingTexts(standing: ReceiptStanding | undefined): { field: string; text: string }[] {
  if (!standing) return [];
  if (standing.kind === 'provisional')
    return [{ field: '待核验内容', text: standing.toCheck.join('') + standing.phone }];
  const reason = standing.kind === 'lapsed' ? standing.reason : '';
  return [{ field: '所涉暂收件', text: standing.of.number + reason }];
}
