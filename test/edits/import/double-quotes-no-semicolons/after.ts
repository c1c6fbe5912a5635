import { a } from "express"
import { b } from "./b"
import { postModule } from "./modules/posts/post.routes"

run()
