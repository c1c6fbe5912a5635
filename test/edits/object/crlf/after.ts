export const limits = {
  auth: 10, // a
  // MB
  uploads: 5
};
