/** Codes of national standards that licences carry, in words (GB/T 2261.1 sexes, GB/T 3304 nationalities). */

const SEXES: Readonly<Record<string, string>> = { '0': '未知', '1': '男', '2': '女', '9': '未说明' };

const NATIONS =
  '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺'.split(
    ' ',
  );

function nationWord(code: string): string {
  const name = NATIONS[Number(code) - 1];
  return name ? `${name}族` : code;
}

/** An element of a licence as a clerk reads it. `element` is the catalogue's key, e.g. `sex`, `childSex`, `nation`. */
export function elementWord(element: string, value: string): string {
  if (/sex$/i.test(element)) return SEXES[value] ?? value;
  if (element === 'nation' && /^\d{2}$/.test(value)) return nationWord(value);
  return value;
}
