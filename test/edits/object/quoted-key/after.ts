export const limits = {
  auth: 10,
  'big-uploads': 5,
};
