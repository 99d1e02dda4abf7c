/** The newest of something, told to any number of followers, none of whom can hold up the others. */
export interface Broadcast<Value> {
  readonly publish: (value: Value) => void;
  /** Ends every follower's loop, or fails it. */
  readonly end: (cause?: Error) => void;
  /**
   * What is published from now on. A follower who is slow sees the newest and not what came in
   * between, so that whatever they do, nothing piles up.
   *
   * @param signal - ends the loop when it is aborted.
   */
  readonly follow: (signal?: AbortSignal) => AsyncIterable<Value>;
}

interface Follower<Value> {
  newest: { readonly value: Value } | null;
  wake: (() => void) | null;
}

/** Makes a broadcast without followers. */
export function openBroadcast<Value>(): Broadcast<Value> {
  const followers = new Set<Follower<Value>>();
  let ended: { readonly cause: Error | undefined } | null = null;

  const wakeAll = (): void => {
    for (const { wake } of followers) wake?.();
  };
  return {
    publish: (value) => {
      for (const follower of followers) follower.newest = { value };
      wakeAll();
    },
    end: (cause) => {
      ended ??= { cause };
      wakeAll();
    },
    follow: (signal) => {
      // Whoever asks is told from now on, not from when they first look.
      const follower: Follower<Value> = { newest: null, wake: null };
      followers.add(follower);
      const leave = () => followers.delete(follower);
      return loop(follower, () => ended, leave, signal);
    },
  };
}

async function* loop<Value>(
  follower: Follower<Value>,
  ended: () => { readonly cause: Error | undefined } | null,
  leave: () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<Value> {
  const wake = () => follower.wake?.();
  signal?.addEventListener("abort", wake);
  try {
    while (signal?.aborted !== true) {
      const { newest } = follower;
      if (newest !== null) {
        follower.newest = null;
        yield newest.value;
        continue;
      }
      const end = ended();
      if (end?.cause !== undefined) throw end.cause;
      if (end !== null) return;
      await new Promise<void>((resolve) => {
        follower.wake = resolve;
      });
      follower.wake = null;
    }
  } finally {
    signal?.removeEventListener("abort", wake);
    leave();
  }
}
