import { describe, expect, test } from 'vitest';
import { createSealRequest, loadSeal, saveSeal } from '../../../../../main/core/receipt';
import { createDesk } from '../desk';
import { NOW, sealBench } from '../sample';

async function issued(): Promise<{ privateKeyPkcs8: Uint8Array; chain: Uint8Array[] }> {
  const { authority } = await sealBench();
  const request = await createSealRequest({ hallName: '济南市历下区政务服务中心', windowNo: '3' });
  const chain = await authority.issue({ usage: 'seal', csr: request.csr, days: 30, now: NOW });
  return { privateKeyPkcs8: request.privateKeyPkcs8, chain: chain ?? [] };
}

describe('the station seal', () => {
  test('is there again after it was saved, and signs as before', async () => {
    const desk = createDesk();
    const material = await issued();
    saveSeal(desk, material);
    const token = loadSeal(desk);
    expect(token?.chain).toEqual(material.chain);
    expect(token?.subject).toBe('济南市历下区政务服务中心政务服务专用章');
    expect((await token?.sign(Uint8Array.of(1)))?.length).toBe(256);
  });

  test('is null before there is one, and when key and certificate do not fit', async () => {
    const desk = createDesk();
    expect(loadSeal(desk)).toBeNull();
    const [a, b] = [await issued(), await issued()];
    saveSeal(desk, { privateKeyPkcs8: a.privateKeyPkcs8, chain: b.chain });
    expect(loadSeal(desk)).toBeNull();
  });

  test('takes the place of an earlier one', async () => {
    const desk = createDesk();
    saveSeal(desk, await issued());
    const renewed = await issued();
    saveSeal(desk, renewed);
    expect(loadSeal(desk)?.chain).toEqual(renewed.chain);
  });
});
