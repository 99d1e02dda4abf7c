/**
 * Has the browser keep this app, so that it opens without a network from the next time on. Asked for
 * by the one screen that is used where there is none: whoever never opens it keeps nothing.
 */
export function openOffline(): void {
  const { serviceWorker } = navigator as Partial<Navigator>;
  if (serviceWorker === undefined || import.meta.env.DEV) return;
  serviceWorker.register("/offline-worker.js", { updateViaCache: "none" }).catch(() => {
    // A browser that keeps nothing says so on the screen; drafting goes on without it.
  });
}
