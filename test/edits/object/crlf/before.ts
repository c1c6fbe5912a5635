export const limits = {
  auth: 10 // a
};
