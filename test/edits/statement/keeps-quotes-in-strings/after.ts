const a = "x";
const b = "y";
log('say "hi"', "z");
