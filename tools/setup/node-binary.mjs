// The Node that comes with the `node` package. Its binary is put there by an install script; where scripts were
// switched off (npm's ignore-scripts), the script is run once more on purpose.
import { ToolFailure } from '../base/failure.mjs';
import { isNodeNewEnough, minimumNode, nodeRuntimePath, readNodeVersion } from '../base/node-runtime.mjs';
import { npmCommand, quietNpmFlags } from '../base/npm.mjs';
import { rootDir } from '../base/paths.mjs';
import { run } from '../base/run.mjs';

/**
 * @param {(line: string) => void} say
 * @returns {Promise<string>} the version
 */
export async function verifyNodeBinary(say) {
  const version = (await currentVersion()) ?? (await repairedVersion(say));
  if (version && isNodeNewEnough(version)) return version;
  throw new ToolFailure(
    'NODE_RUNTIME_BROKEN',
    version
      ? `the Node in node_modules is ${version}; ${minimumNode.join('.')} or later is needed`
      : 'the Node in node_modules does not run on this machine',
    'rm -r node_modules && npm run setup   (with npm scripts allowed: npm config get ignore-scripts)',
  );
}

async function currentVersion() {
  const executable = nodeRuntimePath();
  return executable ? readNodeVersion(executable) : undefined;
}

/** @param {(line: string) => void} say */
async function repairedVersion(say) {
  say('node: its binary is missing or broken; asking npm to put it back');
  const npm = npmCommand();
  await run(npm.command, [...npm.args, 'rebuild', 'node', '--ignore-scripts=false', ...quietNpmFlags], {
    cwd: rootDir,
    env: npm.env,
  });
  return currentVersion();
}
