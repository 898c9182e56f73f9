/**
 * Rare characters that had no code point when a card was made stand in the private area. What they are is published for
 * those of GBK FE50 to FEA0, which software put at U+E815 to U+E864 in that order: GB 18030-2000 gives most of them their
 * code points, GB 18030-2022 (which moved 18 code points) eight more, U+9FB4 to U+9FBB; the last six are ideographs of
 * CJK Extension B. Many are parts of characters; U+4DAE and U+4D13 to U+4D19 stand in names. The other ten that moved in
 * 2022 are marks for vertical writing, which no name holds. Anything else in a private area is left as it is: fonts draw
 * whatever they like there.
 */
const FIRST = 0xe815;
const CHARACTERS = [
  ...('⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱' +
    '䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻'),
];

const PRIVATE = /\p{Co}/u;

/** Puts the published code points in place of private ones. */
export function standardCharacters(text: string): string {
  if (!PRIVATE.test(text)) return text;
  return Array.from(
    text,
    (character) => CHARACTERS[(character.codePointAt(0) ?? 0) - FIRST] ?? character,
  ).join('');
}

export function hasPrivateCharacters(text: string): boolean {
  return PRIVATE.test(text);
}
