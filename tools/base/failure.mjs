// A failure the person at the keyboard can act on: what is wrong, and what to do about it.
// Anything else that is thrown is a defect of the tool and keeps its stack.

export class ToolFailure extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {string} [remedy]
   */
  constructor(code, message, remedy) {
    super(message);
    this.name = 'ToolFailure';
    this.code = code;
    this.remedy = remedy;
  }
}

/**
 * Runs a tool's main function; a failure becomes a readable message and exit code 1.
 * @param {string} name
 * @param {() => Promise<number | void>} main
 */
export async function runTool(name, main) {
  try {
    process.exitCode = (await main()) || 0;
  } catch (error) {
    process.stderr.write(`${describeFailure(name, error)}\n`);
    process.exitCode = 1;
  }
}

/**
 * @param {string} name
 * @param {unknown} error
 */
export function describeFailure(name, error) {
  if (error instanceof ToolFailure) {
    const remedy = error.remedy ? `\n  what to do: ${error.remedy.replaceAll('\n', '\n    ')}` : '';
    return `${name}: ${error.message}${remedy}`;
  }
  return `${name}: unexpected failure\n${error instanceof Error ? error.stack : String(error)}`;
}
