import { a } from "express"
import { b } from "./b"

run()
