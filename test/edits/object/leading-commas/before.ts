const limits = {
    auth: 10
  , other: 5
};
