/** Milliseconds after which a test or a process hangs: far above what a slow and busy machine takes. Nothing is measured by it. */
export const hangMs = 1_200_000;
