import { a } from "./a"

a()
register("posts", posts)
