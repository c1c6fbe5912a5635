const limits = {
    auth: 10
  , other: 5
    // MB
  , uploads: 5
};
