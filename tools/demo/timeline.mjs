// What happened when: one line per step as it ends, and the list for the report.

export function createTimeline() {
  /** @type {{ step: string, ms: number }[]} */
  const steps = [];
  return {
    steps,
    /** @param {string} step @param {number} ms */
    note(step, ms) {
      steps.push({ step, ms: Math.round(ms) });
      console.log(`${String(Math.round(ms)).padStart(7)} ms  ${step}`);
    },
    /**
     * @template T
     * @param {string} step
     * @param {() => Promise<T>} work
     * @returns {Promise<T>}
     */
    async time(step, work) {
      const from = performance.now();
      try {
        const value = await work();
        this.note(step, performance.now() - from);
        return value;
      } catch (error) {
        console.log(`${'failed'.padStart(7)}     ${step}`);
        throw error;
      }
    },
  };
}
