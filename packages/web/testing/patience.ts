/** How a poll waits on a busy machine for what was asked for: `expect.poll(read, PATIENTLY)`. */
export const PATIENTLY: { readonly timeout: number } = { timeout: 60_000 };
