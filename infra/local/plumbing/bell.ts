export type Bell = {
  ring(): void;
  /** Resolves at the next ring, at once if one came since the last wait, or after so many machine milliseconds. */
  wait(atMost: number): Promise<void>;
};

/** Wakes a loop that has nothing to do. A ring nobody waits for is kept for the next wait, so none is missed. */
export function createBell(): Bell {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    wait(atMost) {
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          wake = undefined;
          rung = false;
          resolve();
        };
        const timer = setTimeout(done, rung ? 0 : atMost);
        timer.unref();
        if (rung) done();
        else wake = done;
      });
    },
  };
}
