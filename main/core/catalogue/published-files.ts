import type { PublishedItem, PublishedRules } from '../../contract/calls';
import type { Settlement } from '../../contract/flow/form';
import { csvFile, csvRow } from '../base';

const WAY: Record<Settlement, string> = {
  cancelled: '依法取消，不再提供',
  sharing: '电子证照或共享数据，免提交',
  pledge: '告知承诺',
  verification: '部门核验',
  paper: '提交纸质材料',
};
const USE = { replaces: '免提交该证照', fills: '自动填表' } as const;
const HOLDER = { person: '个人', enterprise: '企业' } as const;

/** Four items of the printed list have no name; nothing is made up for them. */
const nameOf = ({ name, seq }: PublishedItem): string => (name === '' ? `名称缺失（第 ${seq} 项）` : name);

const csv = (rows: readonly (readonly string[])[]): string => csvFile(rows.map(csvRow));

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const list = (rows: readonly string[]): string => `<ul>${rows.map((row) => `<li>${row}</li>`).join('')}</ul>`;

const STYLE =
  'body{max-width:60em;margin:2em auto;padding:0 1em;font:20px/1.7 sans-serif;color:#111}h1{font-size:1.6em}' +
  'h2{border-bottom:2px solid #333}section{break-inside:avoid}.quiet{color:#555}a{color:#0b4ea2}';

function itemSection(item: PublishedItem): string {
  const licences = item.licences.map(({ name, use }) => `${escaped(name)}：${USE[use]}`);
  const proofs = item.proofs.map(
    ({ name, way, otherwise, basis }) =>
      `${escaped(name)}：${WAY[way]}${otherwise === way ? '' : `；不能办到的，${WAY[otherwise]}`}<br><span class="quiet">依据：${escaped(basis)}</span>`,
  );
  return (
    `<section id="item-${item.seq}"><h3>${escaped(nameOf(item))}${item.trial ? '（试运行）' : ''}</h3>` +
    `<p class="quiet">第 ${item.seq} 项　${escaped(item.department)}　${HOLDER[item.audience]}事项</p>` +
    (licences.length > 0 ? `<p>使用的证照</p>${list(licences)}` : '') +
    `<p>证明材料</p>${list(proofs)}<p class="quiet">办理依据：${escaped(item.legalBasis)}</p></section>`
  );
}

/** 社会化应用规范和场景清单 (R44) as files to publish: a page that needs nothing but a browser, and two tables. */
export function publishedFiles(rules: PublishedRules, hallName: string): { name: string; text: string }[] {
  const title = `${hallName}电子证照证明应用清单和指南`;
  const licences = rules.licences.map(
    ({ name, issuer, holder, itemSeqs }) =>
      `<b>${escaped(name)}</b>（${HOLDER[holder]}，${escaped(issuer)}签发）：` +
      itemSeqs.map((seq) => `<a href="#item-${seq}">第 ${seq} 项</a>`).join('、'),
  );
  const page =
    `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head>` +
    `<body><h1>${escaped(title)}</h1><p class="quiet">目录版次 ${escaped(rules.edition)}，自 ${rules.effectiveFrom} 起施行。</p>` +
    `<p>使用证照须经持有人授权，只取办理该事项需要的内容；持有人可以查询谁用过自己的证照。</p>` +
    `<h2>接受的证照（${rules.licences.length} 种）</h2>${list(licences)}` +
    `<h2>应用的事项（${rules.items.length} 项）</h2>${rules.items.map(itemSection).join('')}` +
    `<p>另有 ${rules.others} 项按通用表单受理。</p></body></html>\n`;
  return [
    { name: 'index.html', text: page },
    {
      name: 'licences.csv',
      text: csv([
        ['序号', '证照', '签发部门', '持有人', '应用的事项序号'],
        ...rules.licences.map((each) => [
          String(each.seq),
          each.name,
          each.issuer,
          HOLDER[each.holder],
          each.itemSeqs.join(' '),
        ]),
      ]),
    },
    {
      name: 'items.csv',
      text: csv([
        ['事项序号', '事项', '部门', '对象', '材料', '办理方式', '其次', '材料依据', '办理依据'],
        ...rules.items.flatMap((item) =>
          item.proofs.map(({ name, way, otherwise, basis }) => [
            String(item.seq),
            nameOf(item),
            item.department,
            HOLDER[item.audience],
            name,
            WAY[way],
            otherwise === way ? '' : WAY[otherwise],
            basis,
            item.legalBasis,
          ]),
        ),
      ]),
    },
  ];
}
