// A process that may not write large files: puts a text of the length given in place, and says what came of it.
import { writeSync } from 'node:fs';
import { fileFailure, publishFile } from '../../../../../main/core/store/files';

const [path = '', length = ''] = process.argv.slice(2);
// Otherwise the system ends it instead of answering.
process.on('SIGXFSZ', () => undefined);
try {
  writeSync(1, String(publishFile(path, 'x'.repeat(Number(length)), 'new')));
} catch (error) {
  writeSync(1, fileFailure(error).code);
}
