// The little command-line parsing the tools need.

/**
 * `--name value` or `--name=value`
 * @param {string[]} args
 * @param {string} name
 */
export function readOption(args, name) {
  const joined = args.find((arg) => arg.startsWith(`${name}=`));
  if (joined) return joined.slice(name.length + 1);
  const at = args.indexOf(name);
  return at === -1 ? undefined : args[at + 1];
}

/**
 * @param {string[]} args
 * @param {string} name
 */
export function readList(args, name) {
  return readOption(args, name)
    ?.split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}
