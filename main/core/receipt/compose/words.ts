import type { FormField } from '../../../contract/flow/form';
import { splitReference } from '../../../contract/flow/reference';
import { maskNumber, maskValue } from '../../base';
import { printedValue, type ReceiptField, type ReceiptLicence, type ReceiptMaterial } from './content';

/** 2026年11月22日 for `2026-11-22`, without leading zeros (GB/T 9704-2012). */
export function chineseDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** How a material was settled (R08), in the words of the no-proof programme. */
export function settlementWord(material: ReceiptMaterial): string {
  if (material.deferred) return '待联网核验';
  if (!material.settled) return '待补交';
  switch (material.settlement) {
    case 'cancelled':
      return '直接取消';
    case 'sharing':
      return material.licenceId === null ? '数据共享' : '电子证照免提交';
    case 'pledge':
      return '告知承诺';
    case 'verification':
      return '部门核验';
    case 'paper':
      return material.paperReason === '' && material.attachments.length > 0 ? '收取电子附件' : '收取纸质';
  }
}

/** What the settlement rests on. */
export function groundWord(material: ReceiptMaterial): string {
  if (material.licenceName) return material.licenceName;
  if (material.attachments.length > 0) return `附件 ${material.attachments.length} 份`;
  return material.settled && material.settlement === 'pledge' ? '申请人书面承诺' : '—';
}

export function sourceWord(source: FormField['source']): string {
  switch (source?.from) {
    case 'licence':
      return source.name;
    case 'id-card':
      return '居民身份证读取';
    case 'holder':
      return '省电子证照系统';
    case 'earlier-case':
      return '此前已报';
    case 'preset':
      return '默认选项';
    case 'clerk':
      return '窗口录入';
    case undefined:
      return '—';
  }
}

/** Where a field's value comes from, as printed; a correction by hand names what it replaces. */
export function originWord({ source, deviation }: ReceiptField): string {
  return deviation ? `人工更正（原：${sourceWord(deviation.former.source)}）` : sourceWord(source);
}

/** A form value as printed: numbers of persons and whatever is of the highest level partly hidden (R51, R52). */
export function valueWord(field: ReceiptField): string {
  if (field.value === '') return '—';
  if (field.classification >= 4) return maskValue(field.type, field.value);
  if (field.type === 'person') {
    const { name, number } = splitReference(field.value);
    return `${name} ${maskNumber(number)}`.trim();
  }
  if (field.type === 'id-number' || field.type === 'phone') return maskNumber(field.value);
  if (field.type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(field.value)) return chineseDay(field.value);
  return printedValue(field);
}

/** A licence's number; how long the hidden part is says nothing and only breaks the column. */
export function licenceNumberWord({ maskedNumber }: ReceiptLicence): string {
  return maskedNumber === '' ? '—' : maskedNumber.replace(/\*{8,}/, '********');
}

export function validityWord(licence: ReceiptLicence): string {
  return licence.validTo === null ? '长期' : chineseDay(licence.validTo);
}

export function handlingWord(days: number): string {
  return days === 0 ? '当场办结' : `受理之日起 ${days} 个工作日`;
}
