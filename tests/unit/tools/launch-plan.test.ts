import { describe, expect, it } from 'vitest';
import { planLaunch } from '../../../tools/start/launch-plan.mjs';

const fallback = { executable: '/e/electron', version: '25.1.1', source: 'registry-fallback' as const };
const pinned = { executable: '/e/electron', version: '45.4.1', source: 'installed' as const };
const facts = {
  runtime: pinned,
  isRoot: false,
  virtualDisplay: false,
  appDir: '/app',
  appArgs: ['--training', '--profile', '/p'],
};

describe('planLaunch', () => {
  it('starts the app folder with the arguments meant for the app behind it', () => {
    expect(planLaunch(facts)).toEqual({
      command: '/e/electron',
      args: ['/app', '--training', '--profile', '/p'],
      notices: [],
    });
  });

  it('gives up the sandbox for root only, and says so', () => {
    const plan = planLaunch({ ...facts, isRoot: true });
    expect(plan.args.slice(0, 2)).toEqual(['--no-sandbox', '/app']);
    expect(plan.notices).toHaveLength(1);
    expect(plan.notices[0]).toContain('--no-sandbox');
  });

  it('does without the graphics card for the registry-carried runtime on a virtual screen', () => {
    expect(planLaunch({ ...facts, runtime: fallback, virtualDisplay: true }).args[0]).toBe('--disable-gpu');
    expect(planLaunch({ ...facts, virtualDisplay: true }).args).not.toContain('--disable-gpu');
    expect(planLaunch({ ...facts, runtime: fallback }).args).not.toContain('--disable-gpu');
  });

  it('says when nobody will see the window', () => {
    expect(planLaunch({ ...facts, virtualDisplay: true }).notices.join()).toContain('DISPLAY');
  });
});
