import type { DeviceFacts } from '../facts';

/** Is the port there, and can it be told whether somebody holds it? Not where it may not be opened nor its holders be seen. */
export function canBeHeld({ node, probe, holders, holdersComplete }: DeviceFacts): boolean {
  const there = node?.kind === 'character-device' || probe.kind === 'opened' || isBusy(probe);
  const forbidden = probe.kind === 'refused' && probe.failure === 'DEVICE_PORT_FORBIDDEN';
  return there && (!forbidden || holdersComplete || holders.length > 0);
}

export function holderNamed({ holders }: DeviceFacts, program: string) {
  return holders.find((holder) => holder.program === program) ?? null;
}

export function isBusy(probe: DeviceFacts['probe']): boolean {
  return probe.kind === 'refused' && probe.failure === 'DEVICE_PORT_BUSY';
}
