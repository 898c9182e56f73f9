import type { PretendCard } from '../../../../fixtures/devices';

export const anna = {
  document: 'resident',
  name: '张三',
  sex: '2',
  nation: '01',
  birthDay: '1949-12-31',
  address: '山东省济南市历下区某街 1 号',
  number: '11010519491231002X',
  issuer: '济南市公安局历下分局',
  validFrom: '2016-01-01',
  validTo: null,
} as const satisfies PretendCard;

export const bo = { ...anna, name: '李四' } as const satisfies PretendCard;
