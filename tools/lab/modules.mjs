// Which kernel modules to load, and in what order, from what each module says of itself.

/** `cdc-acm` and `cdc_acm` are one module. @param {string} file name or path of a module */
export function moduleName(file) {
  const base = file.slice(file.lastIndexOf('/') + 1);
  return base.replace(/\.ko(\.\w+)?$/, '').replaceAll('-', '_');
}

/**
 * What a module needs: the `depends=` entry of its .modinfo section.
 * @param {Buffer} module
 * @returns {string[]}
 */
export function dependenciesOf(module) {
  const key = Buffer.from('\0depends=');
  const at = module.indexOf(key);
  if (at < 0) return [];
  const start = at + key.length;
  const text = module.toString('latin1', start, module.indexOf(0, start));
  return text === '' ? [] : text.split(',').map(moduleName);
}

/**
 * The wanted modules and all they need, each after those that it needs. Modules that have no file are built into the
 * kernel, or are not there at all: those that were wanted by name come back as missing.
 * @param {readonly string[]} wanted
 * @param {(name: string) => string[] | null} needs null: there is no such file
 * @returns {{ order: string[], missing: string[] }}
 */
export function loadOrder(wanted, needs) {
  /** @type {Set<string>} */
  const order = new Set();
  /** @type {Set<string>} */
  const seen = new Set();
  const visit = (/** @type {string} */ name) => {
    if (seen.has(name)) return;
    seen.add(name);
    const needed = needs(name);
    if (!needed) return;
    for (const one of needed) visit(one);
    order.add(name);
  };
  for (const name of wanted) visit(name);
  return { order: [...order], missing: wanted.filter((name) => !order.has(name)) };
}
