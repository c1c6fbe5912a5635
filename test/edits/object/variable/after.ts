export const limits = {
  auth: 10,
  uploads: 5,
} as const;
