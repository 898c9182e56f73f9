// npm test: everything that can be checked on this machine. The last line says how it went.
//   npm test -- [--only lint,types,unused,rules,unit,migrations,flow,process,screens] [--grep <text>]
import { readList, readOption } from './base/arguments.mjs';
import { describeFailure, runTool, ToolFailure } from './base/failure.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureSetup } from './setup.mjs';
import { checks } from './test/checks.mjs';
import { projects, runProject, turnsOf } from './test/projects.mjs';
import { addTally, emptyTally, lastLine } from './test/tally.mjs';

const failedOnce = { passed: 0, failed: 1, skipped: 0 };
const passedOnce = { passed: 1, failed: 0, skipped: 0 };

await runTool('test', async () => {
  const args = process.argv.slice(2);
  const grep = readOption(args, '--grep');
  const wanted = choose(readList(args, '--only'), grep);
  let tally = emptyTally();
  let interrupted = false;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    // Whatever runs now gets the signal as well; nothing further is started.
    process.on(signal, () => {
      interrupted = true;
    });
  }
  /** @param {typeof tally} more */
  const count = (more) => {
    tally = addTally(tally, more);
  };

  try {
    const { nodePath } = await ensureSetup({ scope: needsWindow(wanted) ? 'window' : 'core' });
    let isBuilt = true;
    if (projects.some((project) => project.built && wanted.has(project.name))) {
      heading('build');
      isBuilt = await builds();
      if (!isBuilt) count(failedOnce);
    }
    for (const check of checks.filter(({ name }) => wanted.has(name))) {
      if (interrupted) break;
      heading(check.heading);
      count((await check.run(nodePath)) ? passedOnce : failedOnce);
    }
    for (const turn of turnsOf(projects.filter(({ name }) => wanted.has(name)))) {
      if (interrupted) break;
      heading(`tests: ${turn.map(({ name }) => name).join(', and beside it ')}`);
      if (!isBuilt && turn.some(({ built }) => built)) {
        console.log('not run: the build failed');
        for (const _ of turn) count(failedOnce);
        continue;
      }
      const tallies = turn.map((project, at) => runProject(project, nodePath, { grep, quiet: at > 0 }));
      for (const ended of await Promise.allSettled(tallies)) {
        if (ended.status === 'fulfilled') count(ended.value);
        else {
          console.error(describeFailure('test', ended.reason));
          count(failedOnce);
        }
      }
    }
  } catch (error) {
    console.error(describeFailure('test', error));
    count(failedOnce);
  }
  if (interrupted) count(failedOnce);
  console.log(`\n${lastLine(tally)}`);
  return tally.failed > 0 ? 1 : 0;
});

/**
 * @param {string[] | undefined} only
 * @param {string | undefined} grep
 * @returns {Set<string>}
 */
function choose(only, grep) {
  const all = [...checks, ...projects].map(({ name }) => name);
  const unknown = (only ?? []).filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    throw new ToolFailure(
      'TEST_UNKNOWN',
      `nothing is called ${unknown.join(', ')}`,
      `choose from ${all.join(', ')}`,
    );
  }
  if (only) return new Set(only);
  // A search for some tests by name is daily work on those; the static checks are not what was asked for.
  return new Set(grep ? projects.map(({ name }) => name) : all);
}

/** @param {Set<string>} wanted */
function needsWindow(wanted) {
  return projects.some(({ name, built }) => built && wanted.has(name));
}

async function builds() {
  try {
    await ensureBuilt({ say: (line) => console.log(line) });
    return true;
  } catch (error) {
    console.error(describeFailure('build', error));
    return false;
  }
}

/** @param {string} text */
function heading(text) {
  console.log(`\n━━ ${text} ${'━'.repeat(Math.max(0, 90 - text.length))}`);
}
