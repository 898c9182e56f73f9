/**
 * store: the profile's encrypted database and the key that opens it: first use, migrations, durability, one process
 * at a time, transactions. It knows no table's meaning; each table has its one writer elsewhere.
 * May import: contract, base, node:. Imported by: casework, entry.
 */
export { type Backup, listBackups } from './backup';
export { type StartBackup, serveBackup, startInThread } from './backup-thread';
export {
  type DiskFinding,
  examineDisk,
  judgeDisk,
  lostInPowerCut,
  rehearsePowerCut,
} from './disk';
export { clearLogLost, logWasLost } from './kept-log';
export { clearKeyNotes, keyNotes, keyringFacts } from './key-notes';
export { keyringVault, openKeyring } from './keyring';
export { type OpenStore, openStore } from './open';
export { passphraseVault } from './passphrase';
export { recoverKeyring } from './recover-keyring';
export { changeVault, makeRecoveryKey } from './recovery-key';
export { clearRestored, keyOfBackup, restoreBackup, restoredFrom, restorings } from './restore';
export { finishRotation, rotateKey } from './rotate-key';
export { askRotation, rotateIfAsked } from './rotation-due';
