// The reference province as a process of its own, on SQLite in a folder or on PostgreSQL.
import { spawn } from 'node:child_process';

/**
 * @param {{ provincePath: string, nodePath?: string, dataDir?: string, databaseUrl?: string, args?: string[] }} options
 */
export async function startProvince({ provincePath, nodePath, dataDir, databaseUrl, args = [] }) {
  const child = spawn(
    nodePath ?? process.execPath,
    [
      provincePath,
      '--admin',
      '--exit-with-stdin',
      ...(dataDir === undefined ? [] : ['--data', dataDir]),
      ...args,
    ],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, DATABASE_URL: databaseUrl ?? '' },
    },
  );
  const gone = new Promise((resolve) => child.once('exit', resolve));
  /** @type {string} */
  const url = await new Promise((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(JSON.parse(text.slice(0, text.indexOf('\n'))).url);
    });
    child.once('exit', () => reject(new Error('the province did not start')));
  });
  return {
    url,
    pid: child.pid ?? 0,
    /** @returns {Promise<{ receiptId: string, sha256: string, attempts: number }[]>} */
    async received() {
      const answer = await fetch(`${url}/admin/receipts`);
      return /** @type {any} */ (await answer.json());
    },
    async stop() {
      child.stdin.end();
      await gone;
    },
  };
}
