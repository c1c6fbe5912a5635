export const limits = {
  auth: 10,
} as const;
