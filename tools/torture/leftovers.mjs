// What a run must not leave: half-made files in the profile, processes of programs that are gone.
import { readdirSync, readFileSync } from 'node:fs';

/** Everything a profile may hold; anything else is a leftover. */
const KNOWN = [
  /^(hall\.db(-wal|-shm)?|profile\.lock(-journal)?|keyring\.json|config\.json|logs(\/core\.log(\.\d+)?)?|backups)$/,
  /^backups\/hall-\d{8}T\d{6}Z\.(db|json)$/,
  /^set-aside-\d{8}T\d{6}Z(-\d+)?(\/(README\.txt|hall\.db(-wal|-shm|-journal)?))?$/,
];

/**
 * Names of files that have no business in a profile whose window was started once more; a copy that never got its manifest
 * is none of them until there is a newer backup.
 * @param {string} profileDir
 */
export function strayFiles(profileDir) {
  return readdirSync(profileDir, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => !KNOWN.some((known) => known.test(name)));
}

/**
 * Process ids, other than this one, whose command line names one of the programs in `dir`.
 * @param {string} dir
 */
export function processesOf(dir) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dir);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/**
 * The children of a process that serve its drivers.
 * @param {number} pid
 */
export function driverProcesses(pid) {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .split(' ')
      .filter((each) => each !== '')
      .filter((each) => readFileSync(`/proc/${each}/cmdline`, 'utf8').includes('driver.mjs'))
      .map(Number);
  } catch {
    return [];
  }
}
