import { a } from "./a.js";
export const modules = ["a", b];
