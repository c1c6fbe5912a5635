export const limits = {
  auth: 10,
};
