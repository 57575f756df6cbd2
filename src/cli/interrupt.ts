/** Milliseconds that calls in flight have to finish after the first Ctrl-C. */
const patience = 5_000;

/** Where a run stands, as far as somebody who stops it must know. */
export type Phase = {
  /** The account is being changed: calls in flight are finished first. */
  readonly changing: boolean;
  /** What state the account is left in if it ends here: a sentence. */
  readonly state: string;
};

/** What Ctrl-C does: leave at once while nothing is being changed, finish what is in flight while something is. */
export type Interrupt = {
  /** Aborted by the first Ctrl-C: no further change begins. */
  readonly signal: AbortSignal;
  readonly phase: Phase;
  enter(phase: Phase): void;
  /** Resolves when it is time to leave without waiting for anything. */
  readonly leave: Promise<void>;
  /** What must be done before the last words can be written: a live list gives the terminal back. */
  readonly cleanUps: Set<() => Promise<unknown>>;
};

/** Said at the first Ctrl-C while the account is being changed. */
export const stopping = 'Stopping after the calls on their way to AWS. Ctrl-C again leaves at once.';

export const untouched: Phase = { changing: false, state: 'Nothing was changed.' };

/**
 * Listens for Ctrl-C (and SIGTERM). A second one leaves at once.
 * @param onFirst called at one that comes while the account is being changed
 */
export function listenForInterrupt(onFirst: () => void): Interrupt {
  const controller = new AbortController();
  let phase = untouched;
  const leave = new Promise<void>((resolve) => {
    const onSignal = () => {
      if (!phase.changing || controller.signal.aborted) return resolve();
      controller.abort();
      onFirst();
      setTimeout(resolve, patience).unref();
    };
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  });
  return {
    signal: controller.signal,
    leave,
    cleanUps: new Set(),
    get phase() {
      return phase;
    },
    enter: (next) => {
      phase = next;
    },
  };
}
