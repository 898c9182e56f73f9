// The archive the kernel unpacks as its first root: cpio in the "newc" form (initramfs buffer format of the kernel's documentation).

/**
 * @typedef {object} Entry
 * @property {string} name path without a leading slash
 * @property {Uint8Array | null} content null: a folder
 * @property {boolean} [executable]
 */

const folderMode = 0o040755;
const fileMode = 0o100644;
const programMode = 0o100755;

/**
 * @param {readonly Entry[]} entries folders before what lies in them
 * @returns {Buffer}
 */
export function packCpio(entries) {
  const members = entries.map(({ name, content, executable }, index) => {
    const mode = content === null ? folderMode : executable ? programMode : fileMode;
    return member(name, mode, index + 1, content ?? new Uint8Array());
  });
  return Buffer.concat([...members, member('TRAILER!!!', 0, 0, new Uint8Array())]);
}

/**
 * @param {string} name
 * @param {number} mode
 * @param {number} inode
 * @param {Uint8Array} content
 */
function member(name, mode, inode, content) {
  const nameBytes = Buffer.from(`${name}\0`);
  // inode, mode, uid, gid, links, mtime, size, device (2), own device (2), name's length, checksum
  const numbers = [inode, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, nameBytes.length, 0];
  const head = `070701${numbers.map((number) => number.toString(16).padStart(8, '0')).join('')}`;
  return Buffer.concat([padded(Buffer.concat([Buffer.from(head), nameBytes])), padded(content)]);
}

/** @param {Uint8Array} bytes */
function padded(bytes) {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
