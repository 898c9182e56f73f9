/**
 * store: the profile's encrypted database and the key that opens it: first use, migrations, durability, one process
 * at a time, transactions. It knows no table's meaning; each table has its one writer elsewhere.
 * May import: contract, base, node:. Imported by: casework, entry.
 */
export { type Backup, listBackups } from './backup';
export {
  type DiskFinding,
  examineDisk,
  judgeDisk,
  lostInPowerCut,
  rehearsePowerCut,
} from './disk';
export { keyringVault, openKeyring } from './keyring';
export { type OpenStore, openStore } from './open';
export { passphraseVault } from './passphrase';
export { changeVault, keyByRecovery, makeRecoveryKey } from './recovery-key';
export { clearRestored, keyOfBackup, restoreBackup, restoredFrom } from './restore';
export { finishRotation, rotateKey } from './rotate-key';
