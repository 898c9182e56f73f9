import { beforeAll, describe, expect, it } from 'vitest';
import { currentEdition } from '../../../../fixtures/catalogue/index';
import { CatalogueEdition } from '../../../../main/contract/catalogue/types';
import { type Catalogue, createItemSearch, loadCatalogue } from '../../../../main/core/catalogue/index';
import { smallEdition } from './small-edition';

const edition = CatalogueEdition.parse(currentEdition);
const nameOf = (seq: number) => edition.items.find((row) => row.seq === seq)?.name ?? '';
let catalogue: Catalogue;
const found = (text: string, limit = 10) => catalogue.search(text, limit).map((row) => row.seq);

beforeAll(async () => {
  const loaded = loadCatalogue(currentEdition);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.failure));
  catalogue = loaded.value;
  await catalogue.ready();
});

describe('search by spelling', () => {
  it.each([
    ['shipinjingying', 448],
    ['budongchandengji', 216],
    ['spjyxk', 448],
    ['bdcdj', 216],
    ['xiaochesyxk', 5],
    ['xcsyxk', 5],
    ['jjkn', 37],
  ])('finds %s', (typed, seq) => {
    expect(found(typed)).toContain(seq);
  });

  it.each([
    // The same character sounds otherwise in each pair of words.
    ['hangye', '行业'],
    ['xingzheng', '行政'],
    ['zhongyao', '中药'],
    ['chongxin', '重新'],
    ['yinyue', '音乐'],
    ['zhangda', '长大'],
    ['zaizhong', '载重'],
    ['xumu', '畜牧'],
    ['lvke', '旅客'],
    ['kuaiji', '会计'],
    ['tiaojie', '调解'],
    ['diaocha', '调查'],
  ])('reads %s as in %s', async (typed, word) => {
    const search = createItemSearch(
      [{ row: { seq: 1, department: '厅', name: `关于${word}的事` }, defined: false, theme: false }],
      [],
    );
    await search.ready();
    expect(search.find(typed, 1)).toHaveLength(1);
  });

  it('begins at a syllable, not inside one', async () => {
    const search = createItemSearch(
      [{ row: { seq: 1, department: '厅', name: '先生安康' }, defined: false, theme: false }],
      [],
    );
    await search.ready();
    expect(search.find('xian', 1)).toHaveLength(1);
    expect(search.find('shengan', 1)).toHaveLength(1);
    expect(search.find('engan', 1)).toEqual([]);
    expect(search.find('iansheng', 1)).toEqual([]);
  });

  it('takes capitals, an apostrophe, ü and a wide space as they are meant', () => {
    expect(found("XI'AO")).toEqual(found('xiao'));
    expect(found('lüke')).toEqual(found('lvke'));
    expect(found('ＸＣＳＹＸＫ')).toContain(5);
  });

  it('narrows with each letter and loses nothing that still fits', () => {
    for (const typed of ['s', 'sh', 'shi', 'ship', 'shipi', 'shipin', 'shipinj', 'shipinjing']) {
      expect(found(typed, 500), typed).toContain(448);
    }
  });

  it('finds every item by the initials and the full spelling of its whole name', async () => {
    const { pinyin } = await import('pinyin-pro');
    for (const row of edition.items.filter((each) => /^[\u4e00-\u9fff]{2,}$/.test(each.name))) {
      const syllables = pinyin(row.name, { toneType: 'none', type: 'array', v: true });
      expect(found(syllables.join(''), 20), row.name).toContain(row.seq);
      expect(found(syllables.map((syllable) => syllable[0]).join(''), 20), row.name).toContain(row.seq);
    }
  });
});

describe('search by what belongs to an item', () => {
  it('finds by department in characters and by spelling', () => {
    expect(found('tiyuju', 20)).toEqual(expect.arrayContaining([419, 424]));
    expect(found('stybj', 20)).toEqual([]);
  });

  it('finds by a licence that the item draws on', () => {
    expect(found('营业执照', 500)).toEqual(expect.arrayContaining([448, 474]));
    expect(found('yingyezhizhao', 500)).toEqual(expect.arrayContaining([448, 474]));
  });

  it('finds a theme before the items that belong to it', () => {
    const loaded = loadCatalogue(smallEdition());
    if (!loaded.ok) throw new Error(loaded.failure.code);
    expect(loaded.value.search('养老', 5).map(({ seq }) => seq)).toEqual([9001, 1, 2]);
    expect(loaded.value.search('9001', 5).map(({ seq }) => seq)).toEqual([9001]);
  });

  it('answers letters with nothing before the spelling is there, instead of failing', () => {
    const loaded = loadCatalogue(smallEdition());
    if (!loaded.ok) throw new Error(loaded.failure.code);
    expect(loaded.value.search('yanglao', 5)).toEqual([]);
  });

  it('puts the exact name before all that merely begins with it', () => {
    const name = nameOf(354);
    expect(found(name)[0]).toBe(354);
    expect(name).not.toBe('');
  });
});

describe('search of many rows', () => {
  it('answers as a plain search through every name would', async () => {
    const places = ['济南', '青岛', '淄博', '枣庄', '东营', '烟台'];
    const rows = edition.items.flatMap((row) =>
      places.map((place, at) => ({ ...row, seq: row.seq + 1000 * at, name: `${place}${row.name}` })),
    );
    const search = createItemSearch(
      rows.map((row) => ({ row, defined: false, theme: false })),
      [],
    );
    await search.ready();
    for (const typed of ['登', '登记', '不动产登记', '济南校车', '淄博', '许可证核发']) {
      const plain = rows.filter(
        (row) =>
          row.name.normalize('NFKC').replace(/\s+/g, '').includes(typed) || row.department.includes(typed),
      );
      const seqs = search.find(typed, 10_000).map(({ seq }) => seq);
      expect(new Set(seqs), typed).toEqual(new Set(plain.map(({ seq }) => seq)));
    }
    expect(search.find('jnxcsy', 1)).toMatchObject([{ name: '济南校车使用许可' }]);
    expect(search.find('qingdaoxiaochesy', 1)).toMatchObject([{ name: '青岛校车使用许可' }]);
  });
});
