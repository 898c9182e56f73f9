/**
 * The administrative regions of Shandong by GB/T 2260: the province, 16 prefectures, 136 counties, districts and county-level
 * cities. One line a prefecture: its four digits and name, then the last two digits and the name of each county.
 */
const LINES = [
  '3701 济南市 02 历下区 03 市中区 04 槐荫区 05 天桥区 12 历城区 13 长清区 14 章丘区 15 济阳区 16 莱芜区 17 钢城区 24 平阴县 26 商河县',
  '3702 青岛市 02 市南区 03 市北区 11 黄岛区 12 崂山区 13 李沧区 14 城阳区 15 即墨区 81 胶州市 83 平度市 85 莱西市',
  '3703 淄博市 02 淄川区 03 张店区 04 博山区 05 临淄区 06 周村区 21 桓台县 22 高青县 23 沂源县',
  '3704 枣庄市 02 市中区 03 薛城区 04 峄城区 05 台儿庄区 06 山亭区 81 滕州市',
  '3705 东营市 02 东营区 03 河口区 05 垦利区 22 利津县 23 广饶县',
  '3706 烟台市 02 芝罘区 11 福山区 12 牟平区 13 莱山区 14 蓬莱区 81 龙口市 82 莱阳市 83 莱州市 85 招远市 86 栖霞市 87 海阳市',
  '3707 潍坊市 02 潍城区 03 寒亭区 04 坊子区 05 奎文区 24 临朐县 25 昌乐县 81 青州市 82 诸城市 83 寿光市 84 安丘市 85 高密市 86 昌邑市',
  '3708 济宁市 11 任城区 12 兖州区 26 微山县 27 鱼台县 28 金乡县 29 嘉祥县 30 汶上县 31 泗水县 32 梁山县 81 曲阜市 83 邹城市',
  '3709 泰安市 02 泰山区 11 岱岳区 21 宁阳县 23 东平县 82 新泰市 83 肥城市',
  '3710 威海市 02 环翠区 03 文登区 82 荣成市 83 乳山市',
  '3711 日照市 02 东港区 03 岚山区 21 五莲县 22 莒县',
  '3713 临沂市 02 兰山区 11 罗庄区 12 河东区 21 沂南县 22 郯城县 23 沂水县 24 兰陵县 25 费县 26 平邑县 27 莒南县 28 蒙阴县 29 临沭县',
  '3714 德州市 02 德城区 03 陵城区 22 宁津县 23 庆云县 24 临邑县 25 齐河县 26 平原县 27 夏津县 28 武城县 81 乐陵市 82 禹城市',
  '3715 聊城市 02 东昌府区 03 茌平区 21 阳谷县 22 莘县 24 东阿县 25 冠县 26 高唐县 81 临清市',
  '3716 滨州市 02 滨城区 03 沾化区 21 惠民县 22 阳信县 23 无棣县 25 博兴县 81 邹平市',
  '3717 菏泽市 02 牡丹区 03 定陶区 21 曹县 22 单县 23 成武县 24 巨野县 25 郓城县 26 鄄城县 28 东明县',
] as const;

export interface Region {
  /** Six digits. */
  readonly code: string;
  /** As it reads by itself: 济南市历下区; the prefecture goes before the county, since two are called 市中区. */
  readonly name: string;
}

function regionsOf(line: string): Region[] {
  const [prefix = '', city = '', ...parts] = line.split(' ');
  const counties = parts.flatMap((digits, index) =>
    index % 2 === 0 ? [{ code: prefix + digits, name: city + (parts[index + 1] ?? '') }] : [],
  );
  return [{ code: `${prefix}00`, name: city }, ...counties];
}

export const REGIONS: readonly Region[] = [{ code: '370000', name: '山东省' }, ...LINES.flatMap(regionsOf)];

const byCode = new Map(REGIONS.map((region) => [region.code, region.name]));
const byName = new Map(REGIONS.map((region) => [region.name, region.code]));

/** What a code stands for; null for a code that is not in the list. */
export function regionName(code: string): string | null {
  return byCode.get(code) ?? null;
}

/** The code of a region by its whole name, with or without the province before it; null where no region is called so. */
export function regionCode(name: string): string | null {
  return byName.get(name) ?? byName.get(name.replace(/^山东省/, '')) ?? null;
}

/** The other provinces, autonomous regions and cities under the central government (GB/T 2260), whose licences come by the nation. */
const PROVINCES: Readonly<Record<string, string>> = {
  110000: '北京市',
  120000: '天津市',
  130000: '河北省',
  140000: '山西省',
  150000: '内蒙古自治区',
  210000: '辽宁省',
  220000: '吉林省',
  230000: '黑龙江省',
  310000: '上海市',
  320000: '江苏省',
  330000: '浙江省',
  340000: '安徽省',
  350000: '福建省',
  360000: '江西省',
  410000: '河南省',
  420000: '湖北省',
  430000: '湖南省',
  440000: '广东省',
  450000: '广西壮族自治区',
  460000: '海南省',
  500000: '重庆市',
  510000: '四川省',
  520000: '贵州省',
  530000: '云南省',
  540000: '西藏自治区',
  610000: '陕西省',
  620000: '甘肃省',
  630000: '青海省',
  640000: '宁夏回族自治区',
  650000: '新疆维吾尔自治区',
};

export const OTHER_PROVINCES: readonly Region[] = Object.entries(PROVINCES).map(([code, name]) => ({
  code,
  name,
}));

/** The province, ours or another, that a code lies in; null where there is none of it. */
export function provinceName(code: string): string | null {
  const province = `${code.slice(0, 2)}0000`;
  return regionName(province) ?? PROVINCES[province] ?? null;
}

/** Whose library of electronic licences it is, in words. */
export function libraryName({ level, regionCode }: { level: string; regionCode: string }): string {
  const place = level === 'nation' ? '国家政务服务平台' : (regionName(regionCode) ?? '');
  return `${place}电子证照库`;
}
