/** Real NATS brokers with JetStream on the loopback, alone or as a cluster. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';

const PROGRAMS = ['/usr/sbin/nats-server', '/usr/bin/nats-server', '/usr/local/bin/nats-server'];
const program = PROGRAMS.find((path) => existsSync(path));

export const brokersMissing =
  program === undefined ? 'NATS is not installed (Debian package nats-server)' : null;

/** PEM. */
export interface BrokerTls {
  ca: string;
  cert: string;
  key: string;
}

export interface Brokers {
  servers: string[];
  /** SIGKILL; its data stays. */
  kill(index: number): Promise<void>;
  restart(index: number): void;
  stop(): Promise<void>;
}

/**
 * Resolves when streams can be made, with all brokers there. `tls`: only who has a certificate of that root gets in; `own` is
 * the brokers', `ours` that of whoever asks here.
 */
export async function startBrokers(
  dir: string,
  count: 1 | 3,
  tls?: { own: BrokerTls; ours: BrokerTls },
): Promise<Brokers> {
  if (program === undefined) throw new Error(brokersMissing ?? '');
  const ports = await freePorts(2 * count);
  const clients = ports.slice(0, count);
  const routes = ports.slice(count).map((port) => `nats://127.0.0.1:${port}`);
  const running: ChildProcess[] = [];

  function start(index: number): void {
    const path = join(dir, `broker-${index}.conf`);
    const cluster = `cluster { name: test, listen: "127.0.0.1:${ports[count + index]}", routes: ${JSON.stringify(routes)} }`;
    writeFileSync(
      path,
      `server_name: broker-${index}
listen: "127.0.0.1:${clients[index]}"
max_payload: 32MB
max_pending: 128MB
jetstream { store_dir: ${JSON.stringify(join(dir, `broker-${index}`))} }
${count > 1 ? cluster : ''}
${tls ? secureLines(dir, tls.own) : ''}
`,
    );
    running[index] = spawn(program ?? '', ['-c', path], { stdio: 'ignore' });
  }

  async function end(index: number, signal: NodeJS.Signals): Promise<void> {
    const broker = running[index];
    if (!broker || broker.exitCode !== null || broker.signalCode !== null) return;
    const ended = once(broker, 'exit');
    broker.kill(signal);
    await ended;
  }

  for (let index = 0; index < count; index += 1) start(index);
  const servers = clients.map((port) => `nats://127.0.0.1:${port}`);
  const stop = async () => {
    await Promise.all(running.map((_broker, index) => end(index, 'SIGKILL')));
  };
  try {
    await ready(servers, count, tls?.ours);
  } catch (error) {
    await stop();
    throw error;
  }
  return { servers, kill: (index) => end(index, 'SIGKILL'), restart: start, stop };
}

function secureLines(dir: string, tls: BrokerTls): string {
  for (const [name, text] of Object.entries(tls)) writeFileSync(join(dir, `${name}.pem`), text);
  const at = (name: string) => JSON.stringify(join(dir, `${name}.pem`));
  return `tls { cert_file: ${at('cert')}, key_file: ${at('key')}, ca_file: ${at('ca')}, verify: true }`;
}

async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = held.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(held.map((server) => new Promise((resolve) => void server.close(resolve))));
  return ports;
}

/** A stream with as many replicas as there are brokers can only be made once they all know each other. */
async function ready(servers: string[], replicas: number, tls?: BrokerTls): Promise<void> {
  for (let left = 200; ; left -= 1) {
    try {
      const connection = await connect({ servers, timeout: 1_000, reconnect: false, ...(tls && { tls }) });
      try {
        const { streams } = await jetstreamManager(connection, { checkAPI: false });
        await streams.add({ name: 'PROBE', subjects: ['probe'], num_replicas: replicas });
        await streams.delete('PROBE');
        return;
      } finally {
        await connection.close();
      }
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
