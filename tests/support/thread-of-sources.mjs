// The thread that writes backups, from the sources: they name no file extension.
import '../unit/core/store/child/resolve-ts.mjs';

await import('../../main/core/entry/backup.ts');
