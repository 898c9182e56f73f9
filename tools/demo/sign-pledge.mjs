/**
 * A few strokes as a hand makes them, in parts of the pad's width and height.
 * @type {readonly (readonly (readonly [number, number])[])[]}
 */
const SIGNATURE = [
  [
    [0.2, 0.25],
    [0.17, 0.55],
    [0.12, 0.85],
  ],
  [
    [0.2, 0.25],
    [0.38, 0.24],
    [0.39, 0.6],
    [0.36, 0.88],
  ],
  [
    [0.24, 0.45],
    [0.34, 0.43],
  ],
  [
    [0.24, 0.62],
    [0.33, 0.61],
    [0.33, 0.78],
    [0.24, 0.79],
    [0.24, 0.62],
  ],
  [
    [0.52, 0.3],
    [0.52, 0.62],
    [0.63, 0.62],
    [0.63, 0.3],
    [0.52, 0.3],
  ],
  [
    [0.7, 0.26],
    [0.68, 0.6],
    [0.62, 0.88],
  ],
  [
    [0.7, 0.26],
    [0.82, 0.26],
    [0.82, 0.84],
    [0.77, 0.8],
  ],
];

/**
 * Reads the open pledge to its end and signs it with the mouse, as an applicant would.
 * @param {import('playwright').Page} page
 */
export async function signPledge(page) {
  const pad = page.locator('canvas[aria-label="手写签名区"]');
  for (let turns = 0; turns < 20 && !(await pad.isVisible()); turns += 1) {
    await page.locator('.pledge-large').evaluate((element) => element.scrollBy({ top: 200 }));
    await page.waitForTimeout(50);
  }
  const box = await pad.boundingBox();
  if (!box) throw new Error('there is no place to sign');
  for (const [first, ...rest] of SIGNATURE) {
    if (!first) continue;
    const at = (/** @type {readonly [number, number]} */ [x, y]) =>
      /** @type {const} */ ([box.x + box.width * x, box.y + box.height * y]);
    await page.mouse.move(...at(first));
    await page.mouse.down();
    for (const point of rest) await page.mouse.move(...at(point), { steps: 4 });
    await page.mouse.up();
  }
}
