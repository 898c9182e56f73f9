// How fast the decoders are, against looking at each byte once.

/**
 * @param {Uint8Array} stream
 * @param {() => { push(chunk: Uint8Array): unknown[] }} create
 */
export function throughput(stream, create) {
  /** @type {Uint8Array[]} */
  const chunks = [];
  for (let at = 0; at < stream.length; at += 64) chunks.push(stream.subarray(at, at + 64));
  const decode = () => {
    const decoder = create();
    let events = 0;
    for (const chunk of chunks) events += decoder.push(chunk).length;
    return events;
  };
  const scan = () => {
    let sum = 0;
    for (const chunk of chunks) for (const byte of chunk) sum ^= byte;
    return sum;
  };
  const [decodeMs, scanMs] = [best(decode), best(scan)];
  return { mbPerSecond: rounded(stream.length / 1e3 / decodeMs, 0), ratio: rounded(decodeMs / scanMs, 1) };
}

/** @param {() => unknown} act */
function best(act) {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 12; round += 1) {
    const from = performance.now();
    act();
    least = Math.min(least, performance.now() - from);
  }
  return least;
}

/** @param {Record<string, any>} parts */
export function samStream({ sam }) {
  const frame = sam.encodeSamCommand([0, 0, 0x90, ...new Uint8Array(1284).fill(0x37)]);
  return new Uint8Array(Buffer.concat(Array.from({ length: 2000 }, () => frame)));
}

export function lineStream() {
  return new Uint8Array(Buffer.from(`LT1.${'c2FtcGxlLXRva2Vu'.repeat(8)}\r\n`.repeat(20_000)));
}

/** @param {number} value @param {number} digits */
function rounded(value, digits) {
  return Number(value.toFixed(digits));
}
